"""Every screen of the hub that is ours: where it is, who looks at it, what has to be opened and waited for.

`python -m tests.browser.screens` takes a picture of each, in two languages, two widths, light and dark, into
`tests/artefacts`; `python -m tests.browser.screens 'board-*,portal'` of some.
A new address without a screen here fails `test_screens.py`, unless `NO_SCREENS` says why there is nothing to see.
"""

import os
import sys
from dataclasses import dataclass

from renderers import registry

#: Wide as a desk, narrow as a phone.
WIDTHS = (1280, 390)
LANGUAGES = ("de", "en")
EDITOR, MANAGER, SUPERUSER, NOBODY = "redaktion", "marke", "admin", ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. `key` is its address as `tests/hub/matrix` calls it, `of` the object in the showroom it shows."""

    name: str
    key: str
    of: str = "piece"
    who: str = MANAGER
    query: str = ""
    #: Pressed one after the other, once the page is there.
    press: tuple[str, ...] = ()
    #: The side panel that is opened first.
    panel: str = ""
    #: Waited for, before anything is pressed, and before anybody looks.
    main: str = "main"
    sees: str = "main"
    #: The language of a page that has one only.
    speaks: str = ""


def _viewset(kind: str, names: str, *, of: str, who: str = MANAGER) -> tuple[Screen, ...]:
    """The usual screens of a kind of object."""
    return tuple(
        Screen(f"{of}-{name.partition('(')[0]}".replace("_", "-"), f"{kind}:{name}", of=of, who=who)
        for name in names.split()
    )


_PIECE, _CAMPAIGN, _GUIDELINE = (
    f"wagtailsnippets_{name}" for name in ("content_piece", "content_campaign", "guidelines_guideline")
)

#: What the preview panel frames, one of each format.
PREVIEWS = tuple(
    Screen(
        f"preview-{renderer.key}-{form.key}",
        f"{_PIECE}:preview_on_edit(pk)",
        query=f"?mode={renderer.key}%2F{form.key}",
    )
    for renderer in registry.all_renderers()
    for form in renderer.formats
)
SCREENS = (
    *PREVIEWS,
    Screen("login", "wagtailadmin_login", who=NOBODY),
    Screen("password-reset", "wagtailadmin_password_reset", who=NOBODY),
    Screen("home", "wagtailadmin_home"),
    Screen("home-editor", "wagtailadmin_home", who=EDITOR),
    Screen("account", "wagtailadmin_account"),
    Screen("history-of-all", "wagtailadmin_reports:site_history"),
    *_viewset(_PIECE, "list add edit(pk) inspect(pk) copy(pk) delete(pk) usage(pk) history(pk)", of="piece"),
    *_viewset(_PIECE, "unpublish(pk) workflow_history(pk) translate(pk)", of="piece"),
    Screen("piece-workflow-detail", f"{_PIECE}:workflow_history_detail(pk,workflow_state_id)", of="returned"),
    Screen("piece-compare", f"{_PIECE}:revisions_compare(pk,revision_id_a,revision_id_b)", of="returned"),
    Screen("piece-revert", f"{_PIECE}:revisions_revert(pk,revision_id)", of="returned"),
    Screen("piece-returned", f"{_PIECE}:edit(pk)", of="returned", who=EDITOR),
    Screen("piece-waiting", f"{_PIECE}:edit(pk)", of="waiting"),
    Screen("piece-tab-channels", f"{_PIECE}:edit(pk)", press=("[role=tab]:nth-of-type(2)",)),
    Screen("piece-tab-facts", f"{_PIECE}:edit(pk)", press=("[role=tab]:nth-of-type(3)",)),
    Screen("piece-tab-settings", f"{_PIECE}:edit(pk)", press=("[role=tab]:nth-of-type(4)",)),
    Screen(
        "piece-panel-brand",
        f"{_PIECE}:edit(pk)",
        of="returned",
        panel="brand",
        sees="[data-brand-panel] [data-finding]",
    ),
    Screen("piece-panel-preview", f"{_PIECE}:edit(pk)", panel="preview", sees="#w-preview-iframe"),
    *_viewset(_CAMPAIGN, "list add edit(pk) inspect(pk) copy(pk) delete(pk) usage(pk) history(pk)", of="campaign"),
    *_viewset(_CAMPAIGN, "unpublish(pk) workflow_history(pk)", of="campaign"),
    Screen("campaign-compare", f"{_CAMPAIGN}:revisions_compare(pk,revision_id_a,revision_id_b)", of="campaign"),
    Screen("campaign-revert", f"{_CAMPAIGN}:revisions_revert(pk,revision_id)", of="campaign"),
    *_viewset(_GUIDELINE, "list add edit(pk) inspect(pk) delete(pk) usage(pk) history(pk)", of="guideline"),
    *_viewset(_GUIDELINE, "unpublish(pk) file(pk) versions(pk) bring(pk)", of="guideline"),
    *_viewset(_GUIDELINE, "entries(pk) paste(pk) consequences(pk) publish(pk)", of="guideline"),
    Screen("guideline-start", f"{_GUIDELINE}:start", of="guideline"),
    Screen("guideline-compare", f"{_GUIDELINE}:revisions_compare(pk,revision_id_a,revision_id_b)", of="guideline"),
    Screen("guideline-revert", f"{_GUIDELINE}:revisions_revert(pk,revision_id)", of="guideline"),
    *_viewset("brands", "index add edit(pk) delete(pk) usage(pk) history(pk)", of="brand", who=SUPERUSER),
    *_viewset("tokens", "index add edit(pk) delete(pk) usage(pk) history(pk)", of="token", who=SUPERUSER),
    *_viewset("webhooks", "index add edit(pk) delete(pk) usage(pk) history(pk)", of="webhook", who=SUPERUSER),
    Screen("webhook-messages", "webhook_deliveries(webhook_id)", of="webhook", who=SUPERUSER),
    Screen("webhook-secret", "webhook_secret(webhook_id)", of="webhook", who=SUPERUSER),
    *_viewset("wagtailusers_users", "index add edit(pk) delete(pk) usage(pk) history(pk)", of="user", who=SUPERUSER),
    *_viewset("wagtailimages", "index add edit(image_id) delete(image_id) image_usage(image_id)", of="picture"),
    *_viewset("wagtailimages", "add_multiple", of="picture"),
    *_viewset("wagtaildocs", "index add add_multiple", of="document"),
    Screen("picture-list", "wagtailimages:index", query="?layout=list"),
    Screen("picture-nothing-found", "wagtailimages:index", query="?rights=ended"),
    Screen(
        "picture-set-rights",
        "wagtail_bulk_action(action,app_label,model_name)",
        of="picture",
        query="?id={pk}",
        press=("input[name=change][value=valid_until]", "input[name=change][value=channels]"),
    ),
    Screen("board-piece", "board_piece(piece_id)", sees=".board-card, [data-card], main"),
    Screen("board-piece-draft", "board_piece(piece_id)", of="returned", query="?perspective=draft"),
    Screen("board-history", "board_history(channel,format,piece_id)", query="?version=1"),
    Screen("board-recall", "board_recall(channel,format,piece_id)"),
    Screen("board-campaign", "board_campaign(campaign_id)", of="campaign"),
    Screen("board-calendar", "board_calendar"),
    Screen("board-duplicate", "board_duplicate(campaign_id)", of="campaign"),
    Screen("board-replace", "board_replace(campaign_id)", of="campaign"),
    Screen(
        "board-replace-found", "board_replace(campaign_id)", of="campaign", query="?find=Winter&replace=Fr%C3%BChling"
    ),
    Screen("comments", "comments(piece_id)"),
    Screen("piece-panel-comments", f"{_PIECE}:edit(pk)", panel="comments"),
    Screen("waivers", "waivers"),
    Screen("pulls", "pulls"),
    Screen("short-links", "short_links"),
    Screen("short-links-nothing-found", "short_links", query="?text=nirgends"),
    Screen("short-links-empty", "short_links", who="neu"),
    Screen("pulls-empty", "pulls", who="neu"),
    Screen("waiver-withdraw", "withdraw_waiver(waiver_id)", of="waiver"),
    Screen("check-outside", "check_outside"),
    Screen("rules", "workbench_rules"),
    Screen("rule", "workbench_rule(family,slug)"),
    Screen("portal", "portal(brand_key)", of="brand"),
    Screen("portals", "portals", who=SUPERUSER),
    Screen("empty-portal", "portal(brand_key)", of="empty_brand", who="neu"),
    Screen("api-docs", "api-1:openapi-view", main="#swagger-ui", sees="#swagger-ui .opblock", speaks="en"),
    Screen("api-guides", "api_guides"),
    Screen("api-guide", "api_guide(guide)"),
    Screen("empty-home", "wagtailadmin_home", who="neu"),
    Screen("empty-pieces", f"{_PIECE}:list", who="neu"),
    Screen("empty-campaigns", f"{_CAMPAIGN}:list", who="neu"),
    Screen("empty-calendar", "board_calendar", who="neu"),
    Screen("empty-guidelines", f"{_GUIDELINE}:list", who="neu"),
    Screen("empty-board", "board_campaign(campaign_id)", of="empty_campaign", who="neu"),
)

#: Of our addresses, those that are no screens. `*` stands for any word.
NO_SCREENS = {
    "*:*_results": "a part of a list, fetched by its page",
    "*:lock": "takes a POST alone",
    "*:unlock": "takes a POST alone",
    "*:lint_*": "JSON for the brand panel",
    "*:measure": "JSON for the form",
    "comment": "leads to the page the comment stands on",
    "comment_*": "parts of the thread, fetched by its page",
    "*:preview_on_add": "as of a piece that there is",
    "waive": "takes a POST alone",
    "board_lift": "takes a POST alone",
    "webhook_test": "takes a POST alone",
    "webhook_replay*": "takes a POST alone",
    "waivers_results": "a part of a list, fetched by its page",
    "*:revisions_view": "the preview of an old revision",
    "*:workflow_preview": "the preview of what a task is about",
    "*:workflow_action": "a dialog of the editor's, Wagtail's own",
    "*:collect_workflow_action_data": "a dialog of the editor's, Wagtail's own",
    "*:revisions_unschedule": "only for what is scheduled, and Wagtail's own confirmation",
    "*:confirm_workflow_cancellation": "a dialog of the editor's, Wagtail's own",
    f"{_CAMPAIGN}:workflow_history_detail": "campaigns have no workflow",
    "wagtailsnippetchoosers_*": "dialogs of Wagtail's choosers",
    "api-1:*": "data",
    "board_card": "a part of the channel board, fetched by its page",
    "board_part": "the bytes of a part",
    "board_again": "has something tried again, and goes back to the board",
    "media": "the bytes of a picture",
    "pulls_results": "a part of a list, fetched by its page",
    "short_links_results": "a part of a list, fetched by its page",
    "root": "leads to the admin",
    "short_link": "leads to another site",
    "portal_*": "files of the portal",
    "stored_file": "the bytes of a file",
    f"{_GUIDELINE}:take_away": "a ZIP file",
    f"{_GUIDELINE}:try": "JSON for the form",
    f"{_GUIDELINE}:match": "JSON for the form",
}

if __name__ == "__main__":
    import pytest

    os.environ["EINKLANG_FULL"] = "1"
    os.environ["EINKLANG_SCREENS"] = sys.argv[1] if len(sys.argv) > 1 else "*"
    sys.exit(pytest.main(["-q", "--show-capture=no", "-W", "ignore", "tests/browser/test_screens.py"]))
