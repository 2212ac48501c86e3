from django.urls import path

from . import data, views

urlpatterns = [
    path("", views.results, name="search"),
    path("click/", views.click, name="search_click"),
    path("results.json", data.results_json, name="search_results_json"),
    path("results.atom", data.results_atom, name="search_results_atom"),
    path("suggest.json", data.suggest_json, name="search_suggest"),
    path("opensearch.xml", data.opensearch, name="search_opensearch"),
    path("opensearch-suggestions.json", data.opensearch_suggestions, name="search_opensearch_suggestions"),
]
