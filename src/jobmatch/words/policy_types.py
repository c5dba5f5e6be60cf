"""What is wrong with a value of a policy's key by its type alone: pydantic's faults, under their own names."""

from __future__ import annotations

from jobmatch.words.catalogue import Phrase

POLICY_TYPES: dict[str, Phrase] = {
    "pydantic.missing": Phrase("field required", "此项必填"),
    "pydantic.float_type": Phrase("input should be a valid number", "应为数字"),
    "pydantic.int_type": Phrase("input should be a valid integer", "应为整数"),
    "pydantic.int_from_float": Phrase(
        "input should be a valid integer, got a number with a fractional part", "应为整数，不能有小数部分"
    ),
    "pydantic.finite_number": Phrase("input should be a finite number", "应为有限的数值"),
    "pydantic.bool_type": Phrase("input should be a valid boolean", "应为 true 或 false"),
    "pydantic.string_type": Phrase("input should be a valid string", "应为加引号的文本"),
    "pydantic.string_too_short": Phrase(
        "string should have at least {min_length} character", "文本至少应有 {min_length} 个字符"
    ),
    "pydantic.too_short": Phrase("there are too few entries", "条目过少"),
    "pydantic.tuple_type": Phrase("input should be a list in square brackets", "应为方括号中的列表"),
    "pydantic.dict_type": Phrase("input should be a table", "应为一个表"),
    "pydantic.date_type": Phrase("input should be a date such as 2016-08-29", "应为日期，如 2016-08-29"),
    "pydantic.greater_than": Phrase("input should be greater than {gt}", "应大于 {gt}"),
    "pydantic.greater_than_equal": Phrase("input should be greater than or equal to {ge}", "应大于或等于 {ge}"),
    "pydantic.less_than": Phrase("input should be less than {lt}", "应小于 {lt}"),
    "pydantic.less_than_equal": Phrase("input should be less than or equal to {le}", "应小于或等于 {le}"),
    "pydantic.literal_error": Phrase("input should be {expected}", "应为 {expected}"),
}
