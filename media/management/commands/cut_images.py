from django.core.management.base import BaseCommand
from django.utils import timezone

from media.models import CustomImage
from media.renditions import cut_due_images


class Command(BaseCommand):
    help = "Cut all images to the sizes that pages show, now: those that wait, and those that have failed before."

    def handle(self, *, verbosity, **options):
        missing = CustomImage.objects.uncut()
        count = missing.update(cut_due_at=timezone.now())
        while cut_due_images(60):
            if verbosity:
                self.stdout.write(f"{missing.count()} images are left.")
        left = missing.order_by("pk")
        self.stdout.write(f"Cut {count - left.count()} images; {left.count()} could not be cut:")
        for image in left:
            self.stdout.write(f"  {image.pk} {image.file.name}")
