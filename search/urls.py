from django.urls import path

from . import views

urlpatterns = [
    path("", views.results, name="search"),
    path("results.json", views.results_json, name="search_results_json"),
]
