package dev.slipway.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The whole catalog as the database has it at one moment, for whoever compares before writing.
/// Pages read the copies of {@link Services}, {@link Systems} and {@link Environments}.
@Service
public class Catalog {

  private final CatalogReader reader;
  private final CatalogEntries entries;

  Catalog(CatalogReader reader, CatalogEntries entries) {
    this.reader = reader;
    this.entries = entries;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public CatalogContent now() {
    return content();
  }

  /// Reads it in the caller's transaction, and lets nobody else change it until that has ended.
  @Transactional(propagation = Propagation.MANDATORY)
  public CatalogContent held() {
    entries.takeTurn();
    return content();
  }

  /// Lets nobody else change the catalog until the caller's transaction has ended.
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold() {
    entries.takeTurn();
  }

  private CatalogContent content() {
    var all = reader.all();
    Map<ServiceId, List<String>> needs =
        all.dependencies().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().stream().map(ServiceView::slug).toList()));
    return new CatalogContent(all.systems(), all.environments(), all.services(), needs);
  }
}
