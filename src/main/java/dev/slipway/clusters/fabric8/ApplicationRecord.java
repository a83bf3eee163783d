package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Owner;
import dev.slipway.clusters.SyncedApplication;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What the portal keeps of an Argo CD Application.
///
/// @param pausedBy the deployment of this portal that paused it; null where it is not paused
record ApplicationRecord(
    String namespace,
    String name,
    boolean automatic,
    boolean selfHealing,
    @Nullable String pausedBy) {

  /// Where Argo CD keeps applications unless somebody lets them stand elsewhere.
  private static final String HOME = "argocd";

  private static final String MARK = "slipway.dev/deployment";

  static ApplicationRecord from(JsonNode object) {
    var metadata = object.path("metadata");
    var automated = automated(object);
    var annotations = metadata.path("annotations");
    return new ApplicationRecord(
        Fields.text(metadata, "namespace"),
        Fields.text(metadata, "name"),
        isOn(automated),
        isOn(automated) && automated.path("selfHeal").asBoolean(false),
        annotations.has(SyncedApplication.KEPT) ? Fields.text(annotations, MARK) : null);
  }

  /// Of those with this name, the one that is meant: a tracking id names the namespace only where
  /// it is another than Argo CD's own.
  static <T> Optional<T> meant(Collection<T> named, Function<T, String> namespace) {
    return named.stream()
        .min(
            Comparator.comparing((T each) -> !HOME.equals(namespace.apply(each)))
                .thenComparing(namespace));
  }

  /// The name alone: a tracking id has `namespace_name` for applications elsewhere.
  static String plainName(String owner) {
    return owner.substring(owner.indexOf('_') + 1);
  }

  static boolean isNamed(Owner owner, String application) {
    return owner.kind() == Owner.Kind.ARGO_CD && plainName(owner.name()).equals(application);
  }

  /// Whether an owner's name, as it is tracked, can mean this one.
  boolean isMeantBy(String owner) {
    return owner.indexOf('_') < 0 || owner.equals(namespace + "_" + name);
  }

  static JsonNode automated(JsonNode application) {
    return application.path("spec").path("syncPolicy").path("automated");
  }

  /// Newer versions can switch it off without taking it away.
  static boolean isOn(JsonNode automated) {
    return automated.isObject() && automated.path("enabled").asBoolean(true);
  }

  /// An owner as it stands in the metadata of its workload, with what its application says.
  static Owner known(Owner owner, Collection<ApplicationRecord> named) {
    if (owner.kind() != Owner.Kind.ARGO_CD) {
      return owner;
    }
    var candidates = named.stream().filter(each -> each.isMeantBy(owner.name())).toList();
    return meant(candidates, ApplicationRecord::namespace)
        .map(found ->
            new Owner(
                owner.kind(),
                owner.name(),
                found.selfHealing,
                found.detail(),
                new Owner.Sync(found.namespace, found.automatic, found.pausedBy)))
        .orElse(owner);
  }

  private @Nullable String detail() {
    if (selfHealing) {
      return "Argo CD puts back what its repository says";
    }
    if (pausedBy != null && !automatic) {
      return "Its automatic sync is paused";
    }
    return automatic ? "Its next sync puts back what its repository says" : "Synced by hand";
  }

  static SyncedApplication read(JsonNode object) {
    var metadata = object.path("metadata");
    var automated = automated(object);
    return new SyncedApplication(
        Fields.text(metadata, "namespace"),
        Fields.text(metadata, "name"),
        Fields.text(metadata, "uid"),
        automated.isObject() ? automated : null,
        kept(Fields.text(metadata.path("annotations"), SyncedApplication.KEPT)),
        creator(metadata));
  }

  /// Anybody can write an annotation; what is no object is nothing to put back.
  private static @Nullable JsonNode kept(String text) {
    try {
      var kept = text.isEmpty() ? null : Answer.JSON.readTree(text);
      return kept != null && kept.isObject() ? kept : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static @Nullable String creator(JsonNode metadata) {
    for (var owner : metadata.path("ownerReferences")) {
      return Fields.text(owner, "kind") + " " + Fields.text(owner, "name");
    }
    var tracking = Fields.text(metadata.path("annotations"), "argocd.argoproj.io/tracking-id");
    var end = tracking.indexOf(':');
    return end > 0 ? "Application " + tracking.substring(0, end) : null;
  }
}
