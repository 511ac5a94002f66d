"""What somebody without the signer's key may do to a signed extract: revisions appended by an ordinary PDF tool."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from samverkan.core.writing.extract import ATTACHMENT

if TYPE_CHECKING:
    from collections.abc import Callable


def appended(pdf: bytes, change: Callable[[Any], None], *, encrypt: str = "") -> bytes:
    """The PDF with one more revision, in which something is changed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"].raw_get(0).get_object()


def _stream(content: bytes) -> Any:
    return generic.StreamObject(stream_data=content)


def words_added(writer: Any) -> None:
    """Words drawn over the page, with the page's own letters."""
    font = next(iter(_page(writer)["/Resources"]["/Font"]))
    extra = writer.add_object(_stream(b"q BT %s 12 Tf 80 300 Td <00010002> Tj ET Q" % font.encode()))
    page = _page(writer)
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), extra])
    writer.update_container(page)


def page_replaced(writer: Any) -> None:
    """An empty page in place of the one signed."""
    page = _page(writer)
    page["/Contents"] = writer.add_object(_stream(b" "))
    writer.update_container(page)


def page_appended(writer: Any) -> None:
    """One page more."""
    pages = writer.root["/Pages"]
    copy = generic.DictionaryObject(_page(writer))
    pages["/Kids"].append(writer.add_object(copy))
    pages["/Count"] = generic.NumberObject(2)
    writer.update_container(pages)


def contents_overwritten(writer: Any) -> None:
    """The very stream of the page, under its own number."""
    page = _page(writer)
    reference = page.raw_get("/Contents").reference
    writer.objects[(reference.generation, reference.idnum)] = _stream(b" ")
    writer._force_write_when_empty = True


def attachment_replaced(writer: Any) -> None:
    """Other data under the same name."""
    one = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()
    held = one["/EF"]
    held["/F"] = held["/UF"] = writer.add_object(_stream(b"{}"))
    writer.update_container(held)


def attachment_added(writer: Any) -> None:
    """A second file of the same name."""
    data = EmbeddedFileObject.from_file_data(writer, b"{}", mime_type="application/json")
    embed_file(writer, FileSpec(file_spec_string=ATTACHMENT, embedded_data=data))


def note_added(writer: Any) -> None:
    """A note that covers the words."""
    look = _stream(b"1 1 1 rg 0 0 400 300 re f")
    look.update({pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form")})
    look[pdf_name("/BBox")] = generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, 400, 300)])
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Stamp"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(one) for one in (80, 300, 480, 600)]),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)}),
        }
    )
    writer.register_annotation(_page_reference(writer), writer.add_object(note))


def _page_reference(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"].raw_get(0)


def script_added(writer: Any) -> None:
    """Something to run when the file is opened."""
    act = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert('x')")}
    writer.root["/OpenAction"] = generic.DictionaryObject(act)
    writer.update_root()


def title_changed(writer: Any) -> None:
    """What the file is called."""
    writer.document_meta.title = "Ett annat beslut"
    writer.update_root()  # or nothing would be written


def layer_added(writer: Any) -> None:
    """Layers that could be turned on and off."""
    writer.root["/OCProperties"] = generic.DictionaryObject({pdf_name("/OCGs"): generic.ArrayObject()})
    writer.update_root()


def empty_field_added(writer: Any) -> None:
    """A place for somebody to sign, that can be seen."""
    fields.append_signature_field(writer, fields.SigFieldSpec("Annan", box=(80, 300, 480, 600)))


def text_field_added(writer: Any) -> None:
    """A field of text in the form."""
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.pdf_string("Belopp"),
            pdf_name("/V"): generic.pdf_string("100 000 kronor"),
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(one) for one in (80, 300, 480, 600)]),
        }
    )
    reference = writer.add_object(field)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def signature_emptied(writer: Any) -> None:
    """The field of the signature without the signature."""
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    del field["/V"]
    writer.update_container(field)


def unreachable_object_added(writer: Any) -> None:
    """An object that nothing points to."""
    writer.add_object(_stream(b"x"))


ATTACKS = [
    words_added,
    page_replaced,
    page_appended,
    contents_overwritten,
    attachment_replaced,
    attachment_added,
    note_added,
    script_added,
    title_changed,
    layer_added,
    text_field_added,
    signature_emptied,
    unreachable_object_added,
]
