package dev.slipway.catalog;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What every change of the catalog does first: take its turn, and take a slug for good.
@Component
class CatalogEntries {

  private final JdbcClient jdbc;

  CatalogEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Waits until this transaction is the only one that changes the catalog, and marks all copies as
  /// old.
  void takeTurn() {
    jdbc.sql("update catalog_revision set revision = revision + 1").update();
  }

  /// Gives the slug to this owner, or refuses if anything of the kind ever had it.
  String take(String kind, String slug, UUID owner) {
    if (!Slug.fits(slug)) {
      throw InvalidEntry.of("slug", Slug.RULE);
    }
    if (!give(kind, slug, owner)) {
      throw InvalidEntry.of(
          "slug",
          "The slug \"%s\" was already given to a %s; slugs are never given twice. Choose another."
              .formatted(slug, kind));
    }
    return slug;
  }

  /// Whether anything of the kind has or had this slug.
  boolean isTaken(String kind, String slug) {
    return jdbc.sql("select exists (select from catalog_slug where kind = ? and slug = ?)")
        .params(kind, slug)
        .query(Boolean.class)
        .single();
  }

  private boolean give(String kind, String slug, UUID owner) {
    return jdbc.sql(
                "insert into catalog_slug (kind, slug, owner) values (?, ?, ?) on conflict do nothing")
            .params(kind, slug, owner)
            .update()
        == 1;
  }
}
