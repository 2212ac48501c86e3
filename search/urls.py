from django.urls import path

from . import api, views

urlpatterns = [
    path("", views.results, name="search"),
    path("click/", views.click, name="search_click"),
    path("results.json", api.results_json, name="search_results_json"),
    path("results.atom", api.results_atom, name="search_results_atom"),
    path("suggest.json", api.suggest_json, name="search_suggest"),
    path("opensearch.xml", api.opensearch, name="search_opensearch"),
    path("opensearch-suggestions.json", api.opensearch_suggestions, name="search_opensearch_suggestions"),
]
