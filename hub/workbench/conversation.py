"""The addresses of comments: read and write, also for who may see a piece but not edit it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from hub.content import commenting
from hub.content.comments import LONGEST, Comment
from hub.content.models import Piece
from hub.workbench.piece_board import draft_of, find_piece
from hub.workbench.places import edit_address
from hub.workbench.shown_comments import may_read_deleted, places_of, threads_of


@hooks.register("register_admin_urls")
def comment_urls() -> list[URLPattern]:
    """Addresses below `/admin/`."""
    piece = "board/piece/<int:piece_id>/comments/"
    return [
        path(piece, CommentsView.as_view(), name="comments"),
        path(f"{piece}list/", conversation, name="comment_list"),
        path(f"{piece}write/", write, name="comment_write"),
        path(f"{piece}<int:comment_id>/<slug:deed>/", change, name="comment_change"),
        path("board/comment/<int:comment_id>/", lead_to, name="comment"),
    ]


class CommentsView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The comments on a piece as a page: for who looks at the boards and edits nothing."""

    template_name = "workbench/comments/page.html"
    page_title = gettext_lazy("Comments")
    header_icon = "comment"

    @cached_property
    def piece(self) -> Piece:
        """The piece that is talked about."""
        return find_piece(self.request, self.kwargs["piece_id"])

    def get_page_subtitle(self) -> str:
        """The piece."""
        return self.piece.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The channel board, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("board_piece", args=[self.piece.pk]), "label": self.piece.title},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The board, and the editor for who may write there."""
        buttons = [HeaderButton(_("Channel board"), reverse("board_piece", args=[self.piece.pk]), icon_name="desktop")]
        if self.request.user.has_perm("content.change_piece"):
            buttons.append(HeaderButton(_("Edit"), edit_address(self.piece), icon_name="edit"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the script needs."""
        edit_url = edit_address(self.piece) if self.request.user.has_perm("content.change_piece") else ""
        return super().get_context_data(**frame(self.piece), edit_url=edit_url, **kwargs)


def frame(piece: Piece) -> dict[str, Any]:
    """What the frame of the comments says before the script fills it."""
    return {
        "comments_url": reverse("comment_list", args=[piece.pk]) if piece.pk else "",
        "write_url": reverse("comment_write", args=[piece.pk]) if piece.pk else "",
        "comments_key": str(piece.translation_key),
        "longest": LONGEST,
        "texts": {
            "offline": _("The hub does not answer. What you wrote is still here; try again in a moment."),
            "surplus": _("{count} characters too many"),
            "left": _("{count} characters left"),
            "people": _("{count} people; arrow keys choose, Enter takes"),
            "none": _("Nobody of this name"),
            "about": _("The whole piece"),
        },
    }


@require_safe
def conversation(request: HttpRequest, piece_id: int) -> JsonResponse:
    """The threads as markup, how many are open, and what the form offers."""
    piece = draft_of(find_piece(request, piece_id), request)
    user: Any = request.user
    people = [
        {"name": person.get_username(), "label": person.get_full_name() or person.get_username()}
        for person in commenting.people_of(piece)
        if person.pk != user.pk
    ]
    return JsonResponse({**_shown(request, piece), "people": people, "places": list(places_of(piece))}, headers=_FRESH)


@require_POST
def write(request: HttpRequest, piece_id: int) -> JsonResponse:
    """Say something, or answer: `text`, `thread` (empty: a new one), `about` (a place of the editor, or empty)."""
    piece = draft_of(find_piece(request, piece_id), request)
    user: Any = request.user
    thread = None
    if wanted := request.POST.get("thread", ""):
        thread = _comment(piece, int(wanted) if wanted.isdigit() else 0)
    about = request.POST.get("about", "")
    place = next((place for place in places_of(piece) if place[0] == about), ("", ""))
    text = request.POST.get("text", "")
    return _answer(request, piece, lambda: commenting.write(piece, user=user, text=text, thread=thread, place=place))


@require_POST
def change(request: HttpRequest, piece_id: int, comment_id: int, deed: str) -> JsonResponse:
    """Edit, delete, resolve or reopen one comment."""
    piece = draft_of(find_piece(request, piece_id), request)
    comment, user = _comment(piece, comment_id), request.user
    deeds: dict[str, Callable[..., Any]] = {
        "edit": lambda **who: commenting.edit(comment, text=request.POST.get("text", ""), **who),
        "delete": lambda **who: commenting.delete(comment, **who),
        "resolve": lambda **who: commenting.resolve(comment, **who),
        "reopen": lambda **who: commenting.reopen(comment, **who),
    }
    if deed not in deeds:
        raise Http404(deed)
    return _answer(request, piece, lambda: deeds[deed](piece=piece, user=user))


@require_safe
def lead_to(request: HttpRequest, comment_id: int) -> HttpResponseBase:
    """From a mail or the dashboard to the comment: in the editor for who may edit, on its page for others."""
    user: Any = request.user
    comment = get_object_or_404(Comment.objects.visible_to(user), pk=comment_id)
    rows = Piece.objects.visible_to(user).filter(translation_key=comment.piece_key).select_related("locale")
    pieces = sorted(rows, key=lambda row: row.locale_code != comment.locale)
    if not pieces:
        raise Http404
    piece = find_piece(request, pieces[0].pk)
    page = edit_address(piece) if user.has_perm("content.change_piece") else reverse("comments", args=[piece.pk])
    return redirect(f"{page}#comment-{comment.pk}")


_FRESH = {"Cache-Control": "no-store"}


def _comment(piece: Piece, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.about(piece).select_related("thread"), pk=pk)


def _answer(request: HttpRequest, piece: Piece, act: Callable[[], Any]) -> JsonResponse:
    try:
        act()
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400, headers=_FRESH)
    except PermissionDenied:
        text = _("Only who wrote a comment can change it, and only while it is there.")
        return JsonResponse({"error": text}, status=403, headers=_FRESH)
    return JsonResponse(_shown(request, piece), headers=_FRESH)


def _shown(request: HttpRequest, piece: Piece) -> dict[str, Any]:
    user: Any = request.user
    threads = threads_of(piece, user)
    open_ones = [thread for thread in threads if thread.resolved_at is None]
    context = {
        "open_threads": open_ones,
        "resolved_threads": [thread for thread in threads if thread.resolved_at is not None],
        "reads_all": may_read_deleted(user),
    }
    html = render_to_string("workbench/comments/threads.html", context, request=request)
    return {"html": html, "open": Comment.objects.about(piece).still_open().count()}
