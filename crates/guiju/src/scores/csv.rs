//! Scores for spreadsheets.

use super::Scores;
use crate::{context::Context, failure::Failure, output::Output};
use guiju_table::defused;

/// Writes a row for each group.
///
/// # Errors
/// What the output says.
pub fn csv(scores: &Scores<'_>, context: &Context, output: &mut Output) -> Result<(), Failure> {
    let mut writer = ::csv::Writer::from_writer(output);
    let heads = [
        ("名次", "rank"),
        ("编号", "id"),
        ("名称", "name"),
        ("得分", "score"),
        ("区间下限", "low"),
        ("区间上限", "high"),
        ("公平比较", "fair"),
        ("服务次数", "encounters"),
        ("可判比例", "coverage"),
        ("等级", "grade"),
    ];
    writer.write_record(heads.map(|(zh, en)| context.say(zh, en))).map_err(std::io::Error::from)?;
    let figure = |figure: Option<f64>| figure.map(|figure| format!("{figure:.2}")).unwrap_or_default();
    for group in &scores.groups {
        let grade = group.graded.as_ref().and_then(|graded| graded.grade);
        let row = [
            group.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            defused(&group.key).into_owned(),
            defused(&scores.name(group)).into_owned(),
            figure(group.score),
            figure(group.interval.map(|(low, _)| low)),
            figure(group.interval.map(|(_, high)| high)),
            figure(group.adjusted),
            group.encounters.to_string(),
            group.coverage.map(|share| format!("{share:.4}")).unwrap_or_default(),
            grade.map(|grade| scores.grade(grade, context.lang)).unwrap_or_default(),
        ];
        writer.write_record(row).map_err(std::io::Error::from)?;
    }
    Ok(writer.flush()?)
}
