"""The chooser of topics: in order of use, with a search and a form for new topics, which need a title alone."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import JSContext
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput

from content.admin_lists.words import match_words
from content.choosers import PageTypeChooserViewSet, WordSearchForm, find_index
from content.companions import add_companion
from content.page_visibility import get_visible_q

from .models import TopicIndexPage, TopicPage
from .usage import count_uses

#: How many topics stand in the form to be ticked; all others are in the chooser.
SUGGESTED = 10
#: How many topics are created at once.
MAX_NEW = 20


class TopicSearchForm(WordSearchForm):
    def search(self, pages: QuerySet, words: str) -> QuerySet:
        return match_words(pages, words, ("title", "draft_title"))


class TopicCreationForm(forms.Form):
    """A title is enough. Where several topics may be chosen, each line is one, and those that exist already are taken.

    Once it is valid, ``topics`` has one for each title; those that are new are not saved.
    """

    title = forms.CharField(label=_("Title"), help_text=_("E.g. “Public transport”."))

    def __init__(self, *args, visible: QuerySet, several: bool, **kwargs) -> None:
        """``visible`` are the topics of which the user may know."""
        super().__init__(*args, **kwargs)
        self.visible = visible
        self.several = several
        if several:
            field = self.fields["title"]
            field.widget = AdminAutoHeightTextInput()
            field.help_text = _("E.g. “Public transport”. Several new topics: one in each line.")

    def clean_title(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["title"].splitlines()]
        first: dict[str, str] = {}
        for title in filter(None, lines):
            first.setdefault(title.casefold(), title)
        titles = list(first.values())
        if len(titles) > (MAX_NEW if self.several else 1):
            raise forms.ValidationError(_("These are too many titles at once."))
        self.topics = [self._get_or_make(title) for title in titles]
        return titles

    def _get_or_make(self, title: str) -> TopicPage:
        if self.several and (topic := self.visible.filter(title__iexact=title).first()):
            return topic
        if TopicPage.objects.filter(title__iexact=title).exists():
            raise forms.ValidationError(_("There is a topic of this title already. Choose it in the list."))
        return TopicPage(title=TopicPage._meta.get_field("title").clean(title, None))


class TopicCreation(View):
    """Creates one topic, or several at once where several may be chosen."""

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()  # type: ignore[misc]
        visible = TopicPage.objects.filter(get_visible_q(self.request.user))
        return kwargs | {"visible": visible, "several": bool(self.request.GET.get("multiple"))}

    def save_form(self, form: TopicCreationForm) -> list[TopicPage]:
        parent, user = find_index(TopicIndexPage, self.request.user), self.request.user
        assert parent is not None  # else the view has refused
        with transaction.atomic():
            return [topic if topic.pk else add_companion(topic, parent, user) for topic in form.topics]

    def get_chosen_response(self, topics: list[TopicPage]) -> HttpResponse:
        if self.request.GET.get("multiple"):
            return self.get_multiple_chosen_response(topics)  # type: ignore[attr-defined]
        return super().get_chosen_response(topics[0])  # type: ignore[misc]


class TopicChooserViewSet(PageTypeChooserViewSet):
    model = TopicPage
    index_model = TopicIndexPage
    icon = "tag"
    choose_one_text = _("Choose a topic")
    choose_another_text = _("Choose another topic")
    edit_item_text = _("Edit this topic")
    search_tab_label = _("Topics on this site")
    creation_tab_label = _("New topic")
    creation_form_class = TopicCreationForm
    creation_mixins = (TopicCreation,)
    filter_form_class = TopicSearchForm
    extra_columns = [Column("uses", label=_("Pages"), accessor="uses")]

    def get_object_list(self) -> QuerySet:
        topics = TopicPage.objects.defer_streamfields().annotate(uses=count_uses())
        return topics.order_by("-uses", "title", "pk")


topic_chooser_viewset = TopicChooserViewSet("topic_chooser", url_prefix="topics/chooser")


class TopicsInput(forms.CheckboxSelectMultiple):
    """The chosen topics and the most used ones as checkboxes, and a button for the chooser of all others.

    The form field stays that of a many-to-many relation. ``static/js/topics-input.js`` adds what is chosen in the
    dialogue as further checkboxes.
    """

    template_name = "editors/topics_input.html"

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return the chosen topics first, then the most used ones, instead of all there are."""
        chosen_ids = [int(pk) for pk in value if str(pk).isdecimal()]
        choices: Any = self.choices  # a ModelChoiceIterator
        offered = choices.queryset  # what the form's field accepts: topics that the user may see
        chosen = list(offered.filter(pk__in=chosen_ids).defer_streamfields())
        others = topic_chooser_viewset.get_object_list().filter(pk__in=offered.order_by().values("pk"))
        most_used = others.exclude(pk__in=chosen_ids)[:SUGGESTED]
        options = [
            self.create_option(name, topic.pk, self.get_label(topic), topic.pk in chosen_ids, index, attrs=attrs)
            for index, topic in enumerate([*chosen, *most_used])
        ]
        return [(None, [option], index) for index, option in enumerate(options)]

    def get_label(self, topic: TopicPage) -> str:
        return topic.title if topic.live else _("%(title)s (draft)") % {"title": topic.title}

    @cached_property
    def chooser(self) -> Any:
        return topic_chooser_viewset.widget_class()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["chooser"] = JSContext().pack(self.chooser)
        context["widget"]["template_id"] = f"{context['widget']['attrs'].get('id', name)}-chooser"
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        # Django's renderer of forms does not look in the project's templates.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    @property
    def media(self) -> forms.Media:
        scripts = ["wagtailadmin/js/chooser-modal.js", "wagtailadmin/js/chooser-widget-telepath.js"]
        own = forms.Media(js=[*map(versioned_static, scripts), "js/topics-input.js"])
        return JSContext().media + self.chooser.media + own
