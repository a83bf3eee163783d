package dev.slipway.onboarding;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.CatalogContent;
import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Actor;
import dev.slipway.onboarding.CatalogDocument.EnvironmentEntry;
import dev.slipway.onboarding.CatalogDocument.PlacementEntry;
import dev.slipway.onboarding.CatalogDocument.ServiceEntry;
import dev.slipway.onboarding.CatalogDocument.SystemEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The catalog as one YAML file: written, compared and taken in. A file names what it wants; what
/// it does not name is left alone.
@Service
public class CatalogFile {

  private static final String TRIAL = "Tried without effect, to see what an import would do.";

  private final Catalog catalog;
  private final Placements placements;
  private final Clusters clusters;
  private final DeclaredFacts facts;
  private final FileImport fileImport;
  private final TransactionTemplate transaction;

  CatalogFile(
      Catalog catalog,
      Placements placements,
      Clusters clusters,
      DeclaredFacts facts,
      FileImport fileImport,
      PlatformTransactionManager transactions) {
    this.catalog = catalog;
    this.placements = placements;
    this.clusters = clusters;
    this.facts = facts;
    this.fileImport = fileImport;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// The whole catalog, always in the same order.
  public String export() {
    return YamlText.of(document(catalog.now()));
  }

  /// What the file would do. It is carried out and taken back, so that what would be refused is
  /// told here already.
  ///
  /// @throws EntryRefused if it cannot be read
  public FilePlan plan(String yaml, Actor actor) {
    var file = DocumentReader.read(yaml);
    return Objects.requireNonNull(
        transaction.execute(status -> {
          status.setRollbackOnly();
          var now = catalog.held();
          var difference = Difference.between(document(now), file);
          try {
            fileImport.carryOut(now, file, TRIAL, actor);
          } catch (EntryRefused refused) {
            return plan(yaml, difference, List.of(refused.detail()));
          }
          return plan(yaml, difference, List.of());
        }));
  }

  /// Takes the file in, whole or not at all.
  ///
  /// @param hash of the plan that was looked at
  /// @param reason why, where a placement is moved; else not needed
  /// @throws FilePlanMoved if it would do something else now
  /// @throws EntryRefused if an entry is refused; then nothing is stored
  public FilePlan apply(String yaml, String hash, String reason, Actor actor) {
    var file = DocumentReader.read(yaml);
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var now = catalog.held();
          var plan = plan(yaml, Difference.between(document(now), file), List.of());
          if (!plan.hash().equals(hash)) {
            throw new FilePlanMoved(plan);
          }
          fileImport.carryOut(now, file, reason, actor);
          return plan;
        }));
  }

  private static FilePlan plan(String yaml, Difference difference, List<String> problems) {
    // Browsers send other ends of line than a shell.
    var said =
        yaml.replace("\r\n", "\n") + "\n" + difference.changes() + "\n" + difference.leftAlone();
    return new FilePlan(
        hash(said), difference.changes(), difference.same(), difference.leftAlone(), problems);
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private CatalogDocument document(CatalogContent now) {
    var declared = facts.all();
    return new CatalogDocument(
        now.environments().stream().map(CatalogFile::entry).toList(),
        now.systems().stream()
            .map(system ->
                new SystemEntry(
                    0,
                    system.slug(),
                    system.name(),
                    system.description(),
                    declared.getOrDefault(system.id().value(), List.of())))
            .toList(),
        now.services().stream()
            .map(service ->
                entry(service, declared.getOrDefault(service.id().value(), List.of()), now))
            .toList());
  }

  private static EnvironmentEntry entry(EnvironmentView stage) {
    return new EnvironmentEntry(
        0, stage.slug(), stage.name(), stage.environmentClass(), stage.rank());
  }

  private ServiceEntry entry(ServiceView service, List<DeclaredFact> declared, CatalogContent now) {
    return new ServiceEntry(
        0,
        service.slug(),
        service.name(),
        service.description(),
        service.systemSlug(),
        service.teamSlug(),
        service.tier(),
        service.lifecycle(),
        service.links(),
        declared,
        now.needs().getOrDefault(service.id(), List.of()),
        placements.ofService(service.id()).stream()
            .flatMap(placement -> entry(placement, now).stream())
            .sorted(Comparator.comparing(PlacementEntry::environment))
            .toList());
  }

  private Optional<PlacementEntry> entry(Placement placement, CatalogContent now) {
    var at = placement.workload();
    var cluster = clusters.byId(at.cluster()).map(ClusterView::slug);
    return now.environments().stream()
        .filter(stage -> stage.id().equals(placement.environment()))
        .map(EnvironmentView::slug)
        .findFirst()
        .flatMap(stage ->
            cluster.map(slug ->
                new PlacementEntry(
                    0, stage, slug, at.namespace(), at.kind(), at.name(), placement.container())));
  }
}
