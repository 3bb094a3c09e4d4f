"""Fills the scratch project; prints the address of a page."""


def main() -> None:
    """Once, in a process of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    from wagtail.models import Locale, Page, Site
    from wagtail_v2_pages.models import TextPage

    Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=TextPage(title="Home", slug="home", text="x" * 540))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    page = home.add_child(instance=TextPage(title="Laterne", slug="laterne", text="x" * 540))
    print(f"/api/v2/pages/{page.pk}/")


if __name__ == "__main__":
    main()
