"""Items of summonses and agendas, and the reports bound in after them."""

from __future__ import annotations

from asking import read, value


def test_a_summons_lists_its_items_by_agenda_number() -> None:
    found = read(
        "Ekbo kommun\nKALLELSE\nSocialnämnden\n2024-03-12\n\n1. Val av justerare\n\n2. Avtal om familjerådgivning\n"
        "Dnr SN 2024/0031\nFörslag till beslut\nSocialnämnden godkänner avtalet.\n\n3. Övriga frågor\n"
    ).items
    numbered = {value(i.section): i for i in found}
    assert value(numbered["2"].title) == "Avtal om familjerådgivning"
    assert value(numbered["2"].registry_number) == "SN 2024/0031"
    assert {i.status for i in found} == {"proposed"}


def test_the_contents_of_a_summons_give_way_to_the_item_itself() -> None:
    (found,) = read(
        "KALLELSE/FÖREDRAGNINGSLISTA\nTekniska nämnden\nTid 2024-01-21, kl 19:00\n\nÄrenden\n\n1 Muntlig information\n\n"
        "2 Nämndens internbudget\n\n3 Delegationsbeslut\n\nORDFÖRANDEFÖRSLAG\n\n2 Nämndens internbudget (TEF/2023:263)\n\n"
        "Förslag till beslut\nTekniska nämnden antar förslaget till internbudget.\n"
    ).items
    assert (value(found.section), value(found.registry_number)) == ("2", "TEF/2023:263")
    assert [d.act for d in found.decisions] == ["adopt"]


def test_a_summons_glued_with_bare_numbers_and_headings() -> None:
    found = read(
        "1 FÖREDRAGNINGSLISTA 1 (17) Organ Plats Regionfullmäktige Stadshuset Tidpunkt Tisdagen den 19 juni 2012 klockan "
        "Sammanträdet öppnas 2 Närvaro Närvaron kontrolleras. 3 Utseende av justerare Förslag till beslut utse Ada Lind att justera "
        "dagens protokoll 4 Sammanträdesdagar 2013 Förslag till beslut fastställa sammanträdesdagarna enligt bilaga.\n"
    )
    numbered = {value(i.section): i for i in found.items}
    assert [d.act for d in numbered["3"].decisions] == ["elect"]
    assert (value(numbered["4"].title), [d.act for d in numbered["4"].decisions]) == (
        "Sammanträdesdagar 2013",
        ["adopt"],
    )
    assert value(found.meeting_date) == "2012-06-19"


def test_a_summons_whose_points_stand_right_under_the_title() -> None:
    found = read(
        "KALLELSE\nKommunfullmäktige\n\n1. Val av justerare 2. Information 3. Anmälningar "
        "1. Anmälningarna läggs till handlingarna. 1. Länsstyrelsen har utsett en ny ledamot "
        "efter Ada Lind (S) - Dnr 2014/886-KS. 4. Entledigande av ledamot i Ekbo kommunfullmäktige 1. Ada Lind (S) beviljas avsked.\n"
    ).items
    assert [(value(i.title), [d.act for d in i.decisions], i.registry_number) for i in found][-2:] == [
        ("Anmälningar", ["note"], None),
        ("Entledigande av ledamot i Ekbo kommunfullmäktige", ["approve"], None),
    ]


def test_a_link_that_names_the_agenda_makes_no_summons() -> None:
    found = read(
        "§ 140 Samverkansavtal om gymnasieutbildning\n\nFörslag till beslut\n\nKommunstyrelsen föreslår kommunfullmäktige besluta att anta "
        "avtalet.\n\nKommunfullmäktiges beslut\n\nKommunfullmäktige beslutade enligt kommunstyrelsens förslag.\n\nDagordning\n\n"
        "Ärendet finns att läsa i sin helhet.\n"
    )
    assert found.kind in ("minutes", "extract")
    assert [d.act for i in found.items for d in i.decisions] == ["approve"]


def test_an_agenda_whose_item_is_called_as_a_section_is() -> None:
    found = read(
        "KALLELSE OCH ÄRENDELISTA\n\nKommunstyrelsens arbetsutskott\n\n"
        "1. Information 3\n\n2. Beslut om pris 4\n\n3. Yttrande över remiss 6\n\n"
        "1. Information\n\nFörslag till beslut\n\nArbetsutskottet tar del av informationen.\n"
    ).items
    assert {value(i.section): [d.act for d in i.decisions] for i in found if i.decisions} == {"1": ["note"]}
