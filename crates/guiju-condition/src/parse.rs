//! From text to `cel`'s tree, with our own words for what is not an expression.

use crate::lexer::Tokens;
use crate::problem::{Problem, ProblemKind, SyntaxFault};
use cel::IdedExpr;
use cel::common::ast::SourceInfo;
use cel::parser::ParseError;

/// A text's tokens and tree; macros (`has`, `all` …) stay calls.
pub(crate) struct Parsed<'a> {
    pub tokens: Tokens<'a>,
    pub tree: IdedExpr,
    pub info: SourceInfo,
}

pub(crate) fn parse(text: &str) -> Result<Parsed<'_>, Problem> {
    let tokens = Tokens::read(text)?;
    // an environment without the standard macros: we want the calls as written
    match cel::Env::default().parser().parse_with_source_info(text) {
        Ok((tree, info)) => Ok(Parsed { tokens, tree, info }),
        Err(errors) => Err(first_problem(&tokens, errors.errors.first())),
    }
}

/// What `cel` means, at its position, in our words: its own are those of its grammar.
fn first_problem(tokens: &Tokens<'_>, error: Option<&ParseError>) -> Problem {
    let text = tokens.text;
    let Some(error) = error.filter(|error| error.pos.0 > 0) else {
        return Problem { span: 0..text.len(), kind: ProblemKind::Syntax(SyntaxFault::TooDeep) };
    };
    let Some(token) = offset(text, error.pos).and_then(|offset| tokens.at(offset)) else {
        return Problem {
            span: text.len()..text.len(),
            kind: ProblemKind::Syntax(SyntaxFault::EndsTooEarly),
        };
    };
    let found = tokens.str(token).to_owned();
    let fault = if error.msg.starts_with("reserved") {
        SyntaxFault::Reserved { word: found }
    } else if error.msg.starts_with("invalid string")
        || (error.msg.contains("token recognition") && tokens.is_text(token))
    {
        SyntaxFault::BadText
    } else if error.msg.starts_with("invalid") {
        SyntaxFault::BadNumber
    } else if error.msg.starts_with("unsupported") {
        SyntaxFault::Unsupported
    } else {
        SyntaxFault::Unexpected { found }
    };
    Problem { span: tokens.span(token), kind: ProblemKind::Syntax(fault) }
}

/// The byte of a line and column, both from 1, the column in characters; `None` past the end.
fn offset(text: &str, (line, column): (isize, isize)) -> Option<usize> {
    let line = usize::try_from(line - 1).ok()?;
    let column = usize::try_from(column - 1).ok()?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let (within, _) = text[start..].char_indices().nth(column)?;
    Some(start + within)
}
