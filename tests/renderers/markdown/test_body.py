"""What Markdown becomes: blocks and runs, with nothing lost and nothing passed through unread."""

import pytest

from renderers.contract.document import (
    ActionBlock,
    Columns,
    Divider,
    Heading,
    LegalNote,
    ListBlock,
    Offer,
    Paragraph,
    Picture,
    Quote,
    Table,
    VideoLink,
)
from renderers.contract.text import Link, Mark, MergeField, RichText, Text
from renderers.markdown import PieceError, read_body, read_piece


def blocks(body, **more):
    piece = read_piece(f"---\ntitle: T\n---\n{body}", **more)
    assert [str(problem) for problem in piece.problems] == []
    return piece.document.blocks


def plain(body, **more):
    return [block.text.plain for block in blocks(body, **more)]


def test_headings_keep_their_rank_and_never_claim_the_headlines():
    found = blocks("## Zwei\n\n### Drei\n\n##### Fünf\n\n# Eins\n\nAlt\n---\n")
    assert [(type(block), block.level, block.text.plain) for block in found] == [
        (Heading, 2, "Zwei"),
        (Heading, 3, "Drei"),
        (Heading, 4, "Fünf"),
        (Heading, 2, "Eins"),
        (Heading, 2, "Alt"),
    ]


def test_marks_nest_and_words_of_one_look_are_one_run():
    (block,) = blocks("Ein **fettes *und schräges* Wort**, __auch__ _so_.")
    assert block.text.runs == (
        Text("Ein "),
        Text("fettes ", (Mark.BOLD,)),
        Text("und schräges", (Mark.BOLD, Mark.ITALIC)),
        Text(" Wort", (Mark.BOLD,)),
        Text(", "),
        Text("auch", (Mark.BOLD,)),
        Text(" "),
        Text("so", (Mark.ITALIC,)),
        Text("."),
    )


def test_a_paragraph_typed_over_lines_is_one_line_and_two_spaces_break_it():
    assert plain("Eine Zeile\nund   noch  \neine.<br>Dritte") == ["Eine Zeile und noch\neine.\nDritte"]


def test_links_by_every_way_to_write_them():
    (block,) = blocks(
        '[eins](https://a.example/?x=1&y=2 "Titel"), [zwei][z], <https://b.example>, <post@b.example>.\n\n'
        "[z]: https://c.example/z\n"
    )
    assert [(link.plain, link.url) for link in block.text.links] == [
        ("eins", "https://a.example/?x=1&y=2"),
        ("zwei", "https://c.example/z"),
        ("https://b.example", "https://b.example"),
        ("post@b.example", "mailto:post@b.example"),
    ]


def test_fields_survive_markdown_wherever_they_stand():
    field = '{{ contact.first_name | default: "*A* | `b` _c_" }}'
    found = blocks(f"Hallo {field}!\n\n- {field}\n\n| a | b |\n|---|---|\n| {field} | x |\n\n**{field}**")
    expected = MergeField("first_name", "*A* | `b` _c_")
    assert found[0].text.runs == (Text("Hallo "), expected, Text("!"))
    assert found[1].items[0].runs == (expected,)
    assert found[2].rows[0][0].runs == (expected,)
    assert found[3].text.runs == (MergeField("first_name", "*A* | `b` _c_", (), (Mark.BOLD,)),)


def test_facts_in_addresses_stand_for_their_values():
    piece = read_piece(
        "---\ntitle: T\nfacts: {code: HERBST 20%}\n---\nx".replace("HERBST 20%", "HERBST%20")
        + "\n\n[los](https://a.example/?c={{ fact.code }})"
    )
    assert piece.document.blocks[1].action.url == "https://a.example/?c=HERBST%2520"


def test_code_stays_as_typed():
    found = plain("Mit `**a** {{ contact.x }}` und ``b ` c``.\n\n```\nx = **1**\n  {{ y }}\n```\n\n~~~sh\n# z\n~~~")
    assert found == ["Mit **a** {{ contact.x }} und b ` c.", "x = **1**\n  {{ y }}", "# z"]


def test_html_is_never_read_and_comments_are_left_out():
    assert plain(
        "<b>fett</b> <script>alert(1)</script> & &amp; &lt;i&gt; &#8364; &nbsp;x\n\n<!-- nie\n\nauch -->Da"
    ) == [
        "<b>fett</b> <script>alert(1)</script> & & <i> € \u00a0x",
        "Da",
    ]


def test_an_entity_cannot_smuggle_a_control_character_in():
    assert plain("a&#8;b&#0;c&#xD800;d") == ["ab\ufffdc\ufffdd"]


def test_what_looks_like_markdown_but_is_prose():
    assert plain("#hashtag\n\n24. Dezember\n\n[1]: Siehe\n\n5 * 3 * 2 < 31 & ein_wort_so\n\n    Eingerückt") == [
        "#hashtag",
        "24. Dezember",
        "[1]: Siehe",
        "5 * 3 * 2 < 31 & ein_wort_so",
        "Eingerückt",
    ]


def test_lists_of_both_kinds_flat_loose_and_inside_one_another():
    found = blocks("- a\n- b\n  - c\n    - d\n- e\n\n1. eins\n\n   mehr\n\n2. zwei\n    * x\n")
    assert [(block.ordered, [item.plain for item in block.items]) for block in found] == [
        (False, ["a", "b", "– c", "– d", "e"]),
        (True, ["eins\nmehr", "zwei", "– x"]),
    ]
    assert all(isinstance(block, ListBlock) for block in found)


def test_a_list_that_counts_on_keeps_its_numbers():
    assert plain("7. sieben\n8. acht") == ["7. sieben", "8. acht"]
    assert plain("1. Mai ist frei.\n\nUnd dann.") == ["1. Mai ist frei.", "Und dann."]


def test_quotes_name_whom_they_are_of():
    found = blocks("> Ein Satz,\n> und noch einer.\n>\n> Zweiter Absatz.\n> — Anna *Seghers*\n\nx\n\n> Ohne -- Namen")
    assert (found[0].text.plain, found[0].attribution) == (
        "Ein Satz, und noch einer.\nZweiter Absatz.",
        "Anna Seghers",
    )
    assert isinstance(found[0], Quote)
    assert (found[2].text.plain, found[2].attribution) == ("Ohne -- Namen", "")
    (only,) = blocks("> — nur ein Strich")
    assert only.text.plain == "— nur ein Strich"


def test_a_quote_may_hold_lists_and_code():
    (quote,) = blocks("> Er sagte:\n>\n> - eins\n> - zwei\n>\n> Ende")
    assert quote.text.plain == "Er sagte:\n– eins\n– zwei\nEnde"


def test_tables_with_and_without_a_head():
    first, second = blocks("| A | B |\n|---|:-:|\n| 1 \\| x | **2** |\n| 3 |\n\nx\n\n| | |\n|-|-|\n| a | b |")[::2]
    assert isinstance(first, Table)
    assert [cell.plain for cell in first.header] == ["A", "B"]
    assert [[cell.plain for cell in row] for row in first.rows] == [["1 | x", "2"], ["3", ""]]
    assert second.header == ()


def test_dividers_and_links_alone():
    divider, action, paragraph = blocks("---\n\n[Zum Angebot](https://a.example)\n\n<https://a.example>")
    assert isinstance(divider, Divider)
    assert isinstance(action, ActionBlock)
    assert (action.action.label.plain, action.action.url) == ("Zum Angebot", "https://a.example")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.text.runs[0], Link)


def test_pictures_alone_and_among_words(pictures):
    found = blocks(
        'Davor ![Ein *Wald*](wald.jpg "Mit **Titel**") danach\n\n- ![A](unter/see.png)\n- x', folder=pictures
    )
    assert [type(block) for block in found] == [Paragraph, Picture, Paragraph, ListBlock, Picture]
    picture = found[1]
    assert (picture.asset.alt, picture.asset.width, picture.asset.height) == ("Ein *Wald*", 80, 60)
    assert picture.caption == RichText((Text("Mit "), Text("Titel", (Mark.BOLD,))))
    assert found[4].asset.id == "unter/see.png"
    assert found[4].asset.media_type == "image/png"


def test_blocks_for_some_channels():
    found = blocks("a\n\n::: email, web\nb\n\n- c\n:::\n\nd")
    assert [block.channels for block in found] == [(), ("email", "web"), ("email", "web"), ()]


def test_offer_columns_video_picture_action_and_legal(pictures):
    found = blocks(
        "```offer\nproduct: Lampe **Lumi**\nprice: '{{ fact.price }}'\nold_price: 1.499 €\ntext: Aus Eiche\n"
        "code: LUMI20\npicture: wald.jpg\nalt: Eine Lampe\nurl: https://a.example/lumi\n```\n"
        "```columns\nLinks\n+++\n## Rechts\n\nmehr\n```\n"
        "```video\nurl: https://a.example/film\ntitle: Der Film\n```\n"
        "```picture\nfile: wald.jpg\nalt: W\nfocal: [0.2, 0.8]\ncredit: Foto M\ncaption: Im *Wald*\n```\n"
        "```action\nlabel: Los\nurl: https://a.example\n```\n"
        "```legal\nErster.\n\nZweiter.\n```\n",
        folder=pictures,
        facts=(read_piece("---\ntitle: T\nfacts: {price: 5 €}\n---").document.facts),
    )
    assert [type(block) for block in found] == [
        Offer, Columns, VideoLink, Picture, ActionBlock, LegalNote, LegalNote,
    ]  # fmt: skip
    offer, columns, video, picture = found[:4]
    assert offer.product.plain == "Lampe Lumi"
    assert offer.old_price.plain == "1.499 €"
    assert offer.asset.alt == "Eine Lampe"
    assert [[block.text.plain for block in column] for column in columns.columns] == [["Links"], ["Rechts", "mehr"]]
    assert (video.url, video.title) == ("https://a.example/film", "Der Film")
    assert (picture.asset.focal, picture.asset.credit, picture.caption.plain) == ((0.2, 0.8), "Foto M", "Im Wald")


def test_every_script_and_emoji_passes_unharmed():
    text = "🦊👨‍👩‍👧 e\u0301 é مرحبا \u202bעברית\u202c नमस्ते 中文"
    assert plain(text) == [text]
    assert read_piece(f"# {text}").document.title == text


def test_a_text_that_is_no_piece_keeps_every_heading(pictures):
    body = read_body("# Kopf\n\nText mit ![Wald](wald.jpg)\n\n{{ fact.nix }}", folder=pictures)
    assert [type(block) for block in body.blocks] == [Heading, Paragraph, Picture, Paragraph]
    assert body.blocks[0].level == 2
    assert body.assets.read(body.blocks[2].asset) == (pictures / "wald.jpg").read_bytes()
    assert [(problem.line, problem.column) for problem in body.problems] == [(5, 1)]
    assert read_body("").blocks == ()
    with pytest.raises(PieceError, match=r"U\+0007"):
        read_body("a\x07")
