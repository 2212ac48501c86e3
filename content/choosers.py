"""Chooser blocks that fetch what their templates show, in one go for all blocks of a body."""

from wagtail.images.blocks import ImageChooserBlock


class PrefetchingChooserMixin:
    """Load the chosen objects from ``get_queryset()``, which may join and prefetch what a template needs."""

    def get_queryset(self):
        return self.model_class.objects.all()

    def bulk_to_python(self, values):
        wanted = {value for value in values if value is not None}
        if not wanted:
            return [None for _value in values]
        found = {instance.pk: instance for instance in self.get_queryset().filter(pk__in=wanted)}
        return [found.get(value) for value in values]

    def to_python(self, value):
        return None if value is None else self.get_queryset().filter(pk=value).first()


class BodyImageChooserBlock(PrefetchingChooserMixin, ImageChooserBlock):
    """An image with its renditions."""

    def get_queryset(self):
        return super().get_queryset().prefetch_renditions()
