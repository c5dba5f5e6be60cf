"""Faults of whole files, sheets and headers."""

from __future__ import annotations

from jobmatch.words.catalogue import IssueWords, error, warning

FILE_ISSUES: dict[str, IssueWords] = {
    "file_missing": error(
        "there is no file {value}",
        "Check the path and the spelling of the name.",
        "找不到文件 {value}",
        "请检查路径和文件名。",
    ),
    "file_is_folder": error(
        "{value} is a folder, not a file",
        "Name the file inside the folder.",
        "{value} 是文件夹，不是文件",
        "请指明文件夹中的文件。",
    ),
    "file_unreadable": error(
        "the file {value} cannot be opened",
        "Close it in other programs and check that you may read it.",
        "无法打开文件 {value}",
        "请先在其他程序中关闭该文件，并确认您有读取权限。",
    ),
    "file_type_unknown": error(
        "files of the type {value} are not read",
        "Save the table as .csv, .xlsx, .xlsm, .xls or .parquet.",
        "不支持 {value} 类型的文件",
        "请将表格另存为 .csv、.xlsx、.xlsm、.xls 或 .parquet。",
    ),
    "file_empty": error(
        "the file holds nothing",
        "Give a file with a header row; a list may be empty below its header.",
        "文件是空的",
        "文件至少要有表头行；表头下面可以没有数据。",
    ),
    "file_binary": error(
        "the file is not text: it has a NUL byte in row {row}",
        "If it is an Excel workbook, give it the extension .xlsx or .xls; else save it again as CSV in UTF-8.",
        "文件不是文本：第 {row} 行含有 NUL 字节",
        "如果是 Excel 工作簿，请改用扩展名 .xlsx 或 .xls；否则请另存为 UTF-8 编码的 CSV。",
    ),
    "file_encoding": error(
        "row {row} holds bytes that are neither UTF-8 nor GB18030",
        "Save the file again as CSV in UTF-8.",
        "第 {row} 行的字节既不是 UTF-8 也不是 GB18030",
        "请将文件重新另存为 UTF-8 编码的 CSV。",
    ),
    "file_corrupt": error(
        "the file is damaged or cut off, or not really of the type {value}",
        "Open it in the program that made it, save it again, and send it whole.",
        "文件已损坏、不完整，或实际不是 {value} 类型",
        "请用原来的程序打开并重新保存，再完整传送。",
    ),
    "file_password": error(
        "the workbook is protected by a password",
        "Save a copy without a password.",
        "工作簿设有密码",
        "请另存一份不带密码的副本。",
    ),
    "sheet_too_large": error(
        "the sheet {value} reaches to cell {cell}, far beyond any list",
        "Delete the stray cell, or copy the list to a new sheet.",
        "工作表 {value} 一直延伸到单元格 {cell}，远超正常清单的范围",
        "请删除多余的单元格，或把清单复制到新的工作表。",
    ),
    "sheet_chosen": warning(
        "of several sheets with content, {value} is read",
        "If it is the wrong one, delete the other sheets or save the right one as a file of its own.",
        "多个工作表有内容，读取的是“{value}”",
        "如果不对，请删除其他工作表，或将正确的工作表另存为单独的文件。",
    ),
    "table_unreadable": error(
        "an object of the type {value} is not a table",
        "Give a path, a polars, pandas or pyarrow table, or a list of rows (mappings, dataclasses, named tuples).",
        "{value} 类型的对象不是表格",
        "请给出文件路径、polars / pandas / pyarrow 表，或行对象列表（映射、数据类、具名元组）。",
    ),
    "list_empty": warning(
        "the list has no rows",
        "If that is not meant, check that the right file or sheet was given.",
        "清单没有任何数据行",
        "如非有意，请检查文件或工作表是否正确。",
    ),
    "header_not_found": error(
        "no header in the first 20 rows; the first row with content reads: {value}",
        "Write a header row with at least: {needed}.",
        "前 20 行中没有找到表头；第一行内容是：{value}",
        "请写上表头，至少包括：{needed}。",
    ),
    "column_missing": error(
        "the required column {column} is missing",
        "Add the column {column} (in Chinese: {chinese}).",
        "缺少必需的列 {column}",
        "请加上 {column}（{chinese}）列。",
    ),
    "lists_swapped": error(
        "the columns are those of the list of {other}",
        "Are the two lists the wrong way round? Give the seekers first, then the jobs.",
        "这些列属于另一份清单（{other}）",
        "两份清单是否弄反了？请先给出求职者清单（seekers），再给出岗位清单（jobs）。",
    ),
    "column_duplicate": error(
        "the headers {value} name the same column",
        "Keep one of the columns; rename or delete the other.",
        "表头 {value} 指同一列",
        "请只保留其中一列，另一列改名或删除。",
    ),
    "column_unnamed": error(
        "column {value} has cells but no header (the first is in row {row})",
        "Give the column a header, or clear its cells.",
        "{value} 列有内容却没有表头（第一处在第 {row} 行）",
        "请为该列写上表头，或清空其内容。",
    ),
    "column_misspelt": warning(
        "the column {value} is not known; it is kept as a column of your own",
        "If a known column is meant, correct the header.",
        "不认识“{value}”列，已作为自定义列保留",
        "如果本意是某个已知的列，请更正表头。",
    ),
    "column_left_out": warning(
        "the column {value} looks like the names of persons and is left out",
        "If it is something else and needed, give it another header.",
        "“{value}”列像是姓名，未予保留",
        "如果是其他内容且需要保留，请更改表头。",
    ),
    "row_ragged": error(
        "cells in the row: {fields}; in the header: {width}",
        "Put cells that contain the separator in quotation marks, or delete the surplus cells.",
        "该行有 {fields} 个单元格，而表头只有 {width} 个",
        "含有分隔符的单元格请加引号，或删除多余的单元格。",
    ),
    "quote_broken": error(
        "a quotation mark in the row is not closed, or stands inside a cell",
        "Close it, or write it twice inside a quoted cell.",
        "该行的引号没有配对，或出现在单元格中间",
        "请补上引号；引号内的引号要写两个。",
    ),
    "cell_too_long": error(
        "a cell has more than 100,000 characters",
        "Shorten it; often a quotation mark further up is not closed.",
        "单元格超过 100,000 个字符",
        "请缩短内容；常见原因是前面有引号没有配对。",
    ),
    "cell_type": error(
        "a cell of the type {value} cannot be read",
        "Give texts, numbers, dates, true/false, or lists of texts.",
        "无法读取 {value} 类型的单元格",
        "请使用文本、数字、日期、真假值或文本列表。",
    ),
    "formula_cell": error(
        "cell {value} holds a formula ({total} in all); formulas are not computed here",
        "Copy the table and paste it as values.",
        "单元格 {value} 是公式（共 {total} 个）；这里不计算公式",
        "请复制表格并“选择性粘贴—数值”。",
    ),
    "formula_own_column": warning(
        "cell {value} of the column {column} holds a formula ({total} in all); its last value is kept as text",
        "Nothing needs to be done unless a quota, a budget or an extra term uses the column.",
        "“{column}”列的单元格 {value} 是公式（共 {total} 个）；按其最后的值作为文本保留",
        "除非配额、预算或附加项要用到该列，否则无需处理。",
    ),
    "excel_error_cell": error(
        "cell {value} shows an Excel error such as #N/A ({total} in all)",
        "Correct the cell, or clear it.",
        "单元格 {value} 是 Excel 错误值，如 #N/A（共 {total} 个）",
        "请更正或清空该单元格。",
    ),
    "merged_cells": error(
        "the cells {value} are merged (merged ranges in all: {total})",
        "Unmerge them and write the value in every row.",
        "单元格 {value} 是合并单元格（共 {total} 处）",
        "请取消合并，并在每一行填写内容。",
    ),
}
