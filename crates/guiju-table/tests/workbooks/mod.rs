//! Workbooks as exports make them.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// A day's departures: the date in a merged title, times of day as fractions of a day.
pub fn departures() -> Vec<u8> {
    let book = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("发车")?;
        let clock = Format::new().set_num_format("hh:mm");
        sheet.merge_range(0, 0, 0, 4, "2026年3月2日 城东车队发车记录", &Format::new().set_bold())?;
        for (column, head) in (0..).zip(["车次", "线路", "驾驶员", "计划发车", "实际发车"]) {
            sheet.write(1, column, head)?;
        }
        for (row, (trip, line, driver, plan, actual)) in (2..).zip([
            (1, "12路", "周一", (6, 30), (6, 31)),
            (2, "12路", "吴二", (6, 45), (6, 44)),
            (3, "K5", "郑三", (23, 50), (0, 5)),
        ]) {
            sheet.write(row, 0, trip)?;
            sheet.write(row, 1, line)?;
            sheet.write(row, 2, driver)?;
            sheet.write_with_format(row, 3, &ExcelDateTime::from_hms(plan.0, plan.1, 0)?, &clock)?;
            sheet.write_with_format(row, 4, &ExcelDateTime::from_hms(actual.0, actual.1, 0)?, &clock)?;
        }
        sheet.write(5, 0, "合计")?;
        sheet.write(5, 1, 3)?;
        book.add_worksheet().set_name("说明")?.write(0, 0, "导出自调度系统")?;
        book.save_to_buffer()
    };
    book().expect("a workbook")
}

/// Check-ins of site visits: two rows of header, the person merged over his visits.
pub fn check_ins() -> Vec<u8> {
    let book = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let (plain, at) = (Format::new(), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
        sheet.merge_range(0, 0, 0, 6, "外勤签到明细表", &plain)?;
        sheet.merge_range(1, 0, 2, 0, "签到人", &plain)?;
        sheet.merge_range(1, 1, 2, 1, "审批编号", &plain)?;
        sheet.merge_range(1, 2, 1, 3, "签到", &plain)?;
        sheet.merge_range(1, 4, 1, 5, "签退", &plain)?;
        sheet.merge_range(1, 6, 2, 6, "拜访对象", &plain)?;
        for (column, head) in [(2, "时间"), (3, "地点"), (4, "时间"), (5, "地点")] {
            sheet.write(2, column, head)?;
        }
        sheet.merge_range(3, 0, 4, 0, "张三", &plain)?;
        sheet.write(5, 0, "李四")?;
        let visits =
            [("SP-1", 9, 10, "东风路1号"), ("SP-2", 14, 15, "红旗路2号"), ("SP-3", 10, 11, "人民路3号")];
        for (row, (id, from, to, place)) in (3..).zip(visits) {
            sheet.write(row, 1, id)?;
            sheet.write_with_format(
                row,
                2,
                &ExcelDateTime::from_ymd(2026, 3, 2)?.and_hms(from, 5, 0)?,
                &at,
            )?;
            sheet.write(row, 3, place)?;
            sheet.write_with_format(
                row,
                4,
                &ExcelDateTime::from_ymd(2026, 3, 2)?.and_hms(to, 30, 0)?,
                &at,
            )?;
            sheet.write(row, 5, place)?;
            sheet.write(row, 6, format!("客户{row}"))?;
        }
        book.save_to_buffer()
    };
    book().expect("a workbook")
}
