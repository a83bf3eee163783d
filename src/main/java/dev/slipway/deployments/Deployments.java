package dev.slipway.deployments;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Page;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.UsualDuration;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What was done to each placement, by the portal and by others.
@Service
@Transactional(readOnly = true)
public class Deployments {

  private final DeploymentReader reader;
  private final RecordedTemplates templates;
  private final Drifts drifts;
  private final VersionReader versions;
  private final Placements placements;
  private final KeptDeployments kept;
  private final DeploymentRepository rows;

  Deployments(
      DeploymentReader reader,
      RecordedTemplates templates,
      Drifts drifts,
      VersionReader versions,
      Placements placements,
      KeptDeployments kept,
      DeploymentRepository rows) {
    this.reader = reader;
    this.templates = templates;
    this.drifts = drifts;
    this.versions = versions;
    this.placements = placements;
    this.kept = kept;
    this.rows = rows;
  }

  public DeploymentDetails byId(UUID id) {
    return reader.details(id).orElseThrow(DeploymentNotFound::new);
  }

  /// Newest first.
  public Page<DeploymentSummary> search(DeploymentSearch search) {
    return reader.search(search);
  }

  /// What is queued or runs, newest first, a hundred at most.
  ///
  /// @param service null for all services
  public List<DeploymentSummary> active(@Nullable String service) {
    return reader.active(service);
  }

  /// The last one that left a template here and succeeded.
  public Optional<DeploymentSummary> lastSucceeded(PlacementId placement) {
    return reader.lastSucceeded(placement);
  }

  public List<DeploymentSummary> recent(PlacementId placement, int limit) {
    return reader.recent(placement, limit);
  }

  /// Since when each placement runs what was seen there last; without those whose history does not
  /// tell.
  public Map<PlacementId, VersionSince> versions() {
    return versions.since(null);
  }

  /// The same for some placements.
  public Map<PlacementId, VersionSince> versions(Collection<PlacementId> placements) {
    return placements.isEmpty() ? Map.of() : versions.since(placements);
  }

  /// How long such a deployment usually takes here.
  public Optional<UsualDuration> usual(PlacementId placement, ChangeKind kind) {
    return reader.usual(placement, kind);
  }

  /// The templates of two deployments line by line, masked; empty where one of them is not kept.
  public Optional<List<DiffLine>> compare(UUID before, UUID after) {
    var old = template(before);
    var now = template(after);
    return old.isEmpty() || now.isEmpty()
        ? Optional.empty()
        : Optional.of(TemplateDiff.between(old.get().json(), now.get().json()));
  }

  /// What an observed or finished deployment changed against what ran before it here.
  public Optional<List<DiffLine>> change(UUID deployment) {
    return reader.before(deployment).flatMap(before -> compare(before, deployment));
  }

  /// The deployment that left what this one changed; empty where that is not known.
  public Optional<DeploymentSummary> before(UUID deployment) {
    return reader.before(deployment).flatMap(reader::details).map(DeploymentDetails::summary);
  }

  /// Whether what this deployment left, or is about to leave, is what runs now. Nobody knows it
  /// where the service was taken off.
  public boolean isCurrent(UUID deployment) {
    return reader.isCurrent(deployment)
        && reader
            .details(deployment)
            .flatMap(found -> placements.byId(found.summary().placement()))
            .isPresent();
  }

  /// Whether this deployment left the template with this hash.
  public boolean left(UUID deployment, String templateHash) {
    return reader.templateKey(deployment).filter(templates.key(templateHash)::equals).isPresent();
  }

  /// Whether somebody outside the portal has changed the template since its last deployment here.
  public Optional<Drift> drift(PlacementId placement) {
    return drifts.of(placement);
  }

  /// Why the workload cannot go back; empty where something is kept that it can go back to.
  ///
  /// @param templateHash of what runs now
  public Optional<String> whyNoWayBack(Placement placement, String templateHash) {
    return kept.of(placement, templateHash, null).isEmpty()
        ? Optional.of(
            "Nothing else that ran well is recorded here to go back to. Roll out an image instead.")
        : Optional.empty();
  }

  /// What the portal's last deployment left, for each placement where something else runs now.
  public Map<PlacementId, DeploymentSummary> drifts() {
    return drifts.left(null);
  }

  /// The same for some placements.
  public Map<PlacementId, DeploymentSummary> drifts(Collection<PlacementId> placements) {
    return placements.isEmpty() ? Map.of() : drifts.left(placements);
  }

  /// Keeps with a deployment what its verification says, and tells it in its timeline. In the
  /// caller's transaction. One that failed is no place to go back to by itself.
  ///
  /// @param step a word for machines
  @Transactional(propagation = Propagation.MANDATORY)
  public void noteVerification(UUID deployment, DeploymentSummary.Verified verified, String step) {
    rows.verified(deployment, verified);
    rows.step(deployment, step, verified.text());
  }

  /// A line more in the timeline of one that has ended. In the caller's transaction.
  @Transactional(propagation = Propagation.MANDATORY)
  public void noteStep(UUID deployment, String step, String text) {
    rows.step(deployment, step, text);
  }

  private Optional<PodTemplate> template(UUID deployment) {
    var placement = reader.details(deployment).map(found -> found.summary().placement());
    return placement.flatMap(where ->
        reader
            .templateKey(deployment)
            .flatMap(key -> templates.find(where, key))
            .map(RecordedTemplates.Recorded::template));
  }
}
