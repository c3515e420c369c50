"""Who hears of whom in an open study: panels ask, acts do, models follow, panels show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gui.window import docks

if TYPE_CHECKING:
    from qualcode.gui.window.workspace import Workspace


def connect(space: Workspace) -> None:
    """Put the panels of a study into the docks, and connect everything with everything that it concerns."""
    _fill_docks(space)
    _listen_to_study(space)
    _listen_to_panels(space)
    _listen_to_lists(space)
    _listen_to_selection(space)


def _fill_docks(space: Workspace) -> None:
    held = space.window.docks
    for name, panel in (
        (docks.DOCUMENTS, space.documents),
        (docks.CODEBOOK, space.code_panel),
        (docks.INSPECTOR, space.inspector),
        (docks.MEMOS, space.memos),
        (docks.RETRIEVED, space.retrieved),
        (docks.SEARCH, space.search),
    ):
        held.fill(name, panel)
    space.window.dock_buttons.put(docks.INSPECTOR, space.inspector.place)
    space.retrieved.detail_changed.connect(held.header(docks.RETRIEVED).set_detail)
    space.window.dock_buttons.put(docks.MEMOS, space.memos.scope_button)
    space.retrieved.look()


def _listen_to_study(space: Workspace) -> None:
    followers = (space.selection, space.favourites, space.document_model, space.code_model, space.retrieved_model)
    for follower in followers:
        space.bridge.changed.connect(follower.follow)
    space.bridge.changed.connect(space.follower.follow)
    space.saver.pending_changed.connect(space.status.set_pending)
    if space.project.read_only:
        space.status.set_read_only()
    else:
        space.status.set_pending(0)


def _listen_to_panels(space: Workspace) -> None:
    coding, book, papers = space.coding_acts, space.codebook_acts, space.document_acts
    texts, panel, inspector = space.transcripts, space.code_panel, space.inspector
    space.documents.open_requested.connect(space.navigation.open_document)
    space.documents.import_requested.connect(papers.import_files)
    space.documents.rename_requested.connect(papers.rename)
    space.documents.describe_requested.connect(papers.describe)
    space.documents.speakers_requested.connect(papers.speakers)
    space.documents.delete_requested.connect(papers.delete)
    space.documents.memo_requested.connect(space.memo_acts.begin_beside_document)
    panel.code_chosen.connect(space.choose_code)
    panel.code_clicked.connect(space.click_code)
    panel.code_marked.connect(space.selection.select_code)
    panel.new_requested.connect(book.new)
    panel.edit_requested.connect(book.edit)
    panel.delete_requested.connect(book.delete)
    panel.merge_requested.connect(book.merge)
    panel.rename_requested.connect(book.rename)
    panel.memo_requested.connect(space.memo_acts.begin_beside_code)
    panel.segments_requested.connect(book.show_segments)
    panel.favourite_requested.connect(space.favourites.assign)
    space.code_model.move_requested.connect(book.move)
    space.code_model.merge_requested.connect(book.merge_dropped)
    space.code_model.coding_requested.connect(book.drop_text)
    texts.document_shown.connect(space.show_document)
    texts.open_requested.connect(space.navigation.open_document)
    texts.close_requested.connect(space.navigation.close_document)
    texts.import_requested.connect(papers.import_files)
    texts.selection_changed.connect(space.select_text)
    texts.coding_chosen.connect(space.select_coding)
    texts.text_menu_requested.connect(space.window.context_menus.open_text_menu)
    texts.coding_menu_requested.connect(space.window.context_menus.open_coding_menu)
    texts.codes_dropped.connect(space.window.context_menus.drop_codes)
    texts.memo_chosen.connect(space.memo_acts.show_at)
    texts.moved.connect(space.navigation.place_moved)
    texts.moved.connect(space.tell_zoom)
    texts.quick.code_chosen.connect(coding.code_with)
    texts.quick.new_code_requested.connect(coding.quick_new)
    space.navigation.place_told.connect(space.status.set_place)
    inspector.value_chosen.connect(coding.set_value)
    inspector.weight_chosen.connect(coding.set_weight)
    inspector.comment_written.connect(coding.set_comment)
    inspector.coding_chosen.connect(space.select_coding)
    inspector.uncode_requested.connect(coding.uncode)
    inspector.add_code_requested.connect(space.add_code_to_segment)
    inspector.place_requested.connect(space.show_inspected)
    inspector.memos_requested.connect(space.show_segment_memos)


def _listen_to_lists(space: Workspace) -> None:
    memos, acts = space.memos, space.memo_acts
    memos.scope_chosen.connect(acts.refresh)
    memos.type_filter_chosen.connect(acts.refresh)
    memos.new_requested.connect(acts.begin_here)
    memos.written.connect(acts.write)
    memos.text_changed.connect(acts.change_text)
    memos.title_changed.connect(acts.change_title)
    memos.type_changed.connect(acts.change_type)
    memos.link_requested.connect(acts.link)
    memos.delete_requested.connect(acts.delete)
    memos.place_requested.connect(acts.show_place)
    memos.left.connect(space.transcripts.focus_text)
    space.retrieved.place_requested.connect(space.navigation.show_coding)
    space.retrieved.memo_requested.connect(space.retrieval_acts.show_memos_of)
    space.retrieved.uncode_requested.connect(space.coding_acts.uncode)
    space.retrieved.copied.connect(space.retrieval_acts.tell_copied)
    space.search.search_requested.connect(space.retrieval_acts.search)
    space.search.place_requested.connect(space.navigation.show_hit)
    space.search.code_requested.connect(space.retrieval_acts.code_hits)


def _listen_to_selection(space: Workspace) -> None:
    space.selection.documents_activated.connect(space.retrieval_acts.refresh_soon)
    space.selection.codes_activated.connect(space.retrieval_acts.refresh_soon)
    space.selection.codes_activated.connect(space.pass_on_active_codes)
    space.selection.coding_changed.connect(space.show_coding)
    space.selection.coding_changed.connect(space.memo_acts.coding_changed)
    space.selection.code_changed.connect(space.remember_parent)
    space.selection.code_changed.connect(space.memo_acts.code_changed)
    space.selection.document_changed.connect(space.memo_acts.document_changed)
    space.selection.text_changed.connect(space.window.refresh_actions)
    space.selection.document_changed.connect(space.window.refresh_actions)
    space.selection.coding_changed.connect(space.window.refresh_actions)
    space.selection.code_changed.connect(space.window.refresh_actions)
    space.favourites.changed.connect(space.offer_codes_soon)
