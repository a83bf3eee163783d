package dev.slipway.catalog;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What every change of the catalog does first: take its turn, and take a slug for good.
@Component
class CatalogEntries {

  /// Cancelled, or no lock in time.
  private static final Set<String> WAITED = Set.of("57014", "55P03");

  private static final String BUSY =
      "Somebody else changes much of the catalog at this moment. Nothing was changed here: send it again in a minute.";

  private final JdbcClient jdbc;

  CatalogEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Waits until this transaction is the only one that changes the catalog, and marks all copies as
  /// old: once, however many entries it changes. Each further update of the one row would leave
  /// another version of it for all that follow to step over.
  ///
  /// @throws DomainFailure if somebody else takes too long
  void takeTurn() {
    if (TransactionSynchronizationManager.hasResource(this)) {
      return;
    }
    try {
      jdbc.sql("update catalog_revision set revision = revision + 1").update();
    } catch (DataAccessException e) {
      throw NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
              && WAITED.contains(String.valueOf(cause.getSQLState()))
          ? new DomainFailure(ProblemType.CONFLICT, BUSY, e)
          : e;
    }
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.bindResource(this, true);
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              TransactionSynchronizationManager.unbindResourceIfPossible(CatalogEntries.this);
            }
          });
    }
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
