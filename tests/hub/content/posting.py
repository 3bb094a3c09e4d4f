"""What a browser posts when somebody opens the editor and saves without touching anything, or after typing."""

from typing import Any

from django.http import QueryDict
from wagtail.blocks import BooleanBlock, ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

Data = dict[str, Any]


def posted(form: Any, **typed: Any) -> QueryDict:
    """The form's fields as they were rendered, with what was typed into some; streams are given as form state."""
    data: Data = {}
    for name in form.fields:
        bound = form[name]
        block = getattr(bound.field, "block", None)
        if block is not None:
            value = typed[name] if name in typed else block.get_form_state(bound.value())
            data.update(state_of(block, value, name))
        else:
            value = typed.get(name, bound.value())
            if isinstance(value, dict):  # a control for each entry
                data.update({f"{name}-{key}": str(item) for key, item in value.items()})
                continue
            if isinstance(value, list) and hasattr(bound.field, "choices"):
                offered = {str(key) for key, _ in bound.field.choices}
                value = [str(key) for key in value if str(key) in offered]
            data[name] = value if isinstance(value, list) else bound.field.widget.format_value(value)
    query = QueryDict(mutable=True)
    for name, value in data.items():
        if isinstance(value, list):
            query.setlist(name, value)
        elif value is not None:
            query[name] = value
    return query


def state_of(block: Any, state: Any, prefix: str) -> Data:
    """A block's form state under the names that its widgets have."""
    match block:
        case StreamBlock():
            return _children(prefix, [(block.child_blocks[child["type"]], child) for child in state])
        case ListBlock():
            return _children(prefix, [(block.child_block, child) for child in state])
        case StructBlock():
            parts = (state_of(block.child_blocks[name], each, f"{prefix}-{name}") for name, each in state.items())
            return {name: value for part in parts for name, value in part.items()}
        case TypedTableBlock():
            return _table(block, state, prefix)
        case BooleanBlock():
            return {prefix: "on"} if state else {}
    return {prefix: state.get("id") if isinstance(state, dict) else state}


def _children(prefix: str, children: list[tuple[Any, Data]]) -> Data:
    data: Data = {f"{prefix}-count": str(len(children))}
    for number, (block, child) in enumerate(children):
        place = f"{prefix}-{number}"
        data[f"{place}-id"] = child.get("id") or ""
        data[f"{place}-order"] = str(number)
        data[f"{place}-deleted"] = ""
        if "type" in child:
            data[f"{place}-type"] = child["type"]
        data.update(state_of(block, child["value"], f"{place}-value"))
    return data


def _table(block: Any, state: Data, prefix: str) -> Data:
    data: Data = {
        f"{prefix}-caption": state["caption"] or "",
        f"{prefix}-column-count": str(len(state["columns"])),
        f"{prefix}-row-count": str(len(state["rows"])),
    }
    for number, column in enumerate(state["columns"]):
        place = f"{prefix}-column-{number}"
        data |= {f"{place}-type": column["type"], f"{place}-heading": column["heading"]}
        data |= {f"{place}-order": str(number), f"{place}-deleted": ""}
    for number, row in enumerate(state["rows"]):
        data |= {f"{prefix}-row-{number}-order": str(number), f"{prefix}-row-{number}-deleted": ""}
        for column, value in enumerate(row["values"]):
            inner = block.child_blocks[state["columns"][column]["type"]]
            data |= state_of(inner, value, f"{prefix}-cell-{number}-{column}")
    return data
