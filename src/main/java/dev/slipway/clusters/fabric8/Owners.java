package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Recognises who else writes a workload, from what they leave on its metadata.
final class Owners {

  private static final Set<String> CORE_CONTROLLERS =
      Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Node");

  private Owners() {}

  static List<Owner> of(JsonNode metadata) {
    var owners = new ArrayList<Owner>();
    var labels = metadata.path("labels");
    var annotations = metadata.path("annotations");
    argoCd(owners, labels, annotations, metadata);
    for (var kind : List.of("kustomize", "helm")) {
      var name = Fields.text(labels, kind + ".toolkit.fluxcd.io/name");
      if (!name.isEmpty()) {
        var type = kind.equals("helm") ? "HelmRelease" : "Kustomization";
        owners.add(new Owner(Owner.Kind.FLUX, name, true, type));
      }
    }
    var release = Fields.text(annotations, "meta.helm.sh/release-name");
    if (!release.isEmpty()) {
      owners.add(
          new Owner(
              Owner.Kind.HELM, release, false, "The next helm upgrade puts its own values back"));
    }
    for (var owner : metadata.path("ownerReferences")) {
      var kind = Fields.text(owner, "kind");
      if (owner.path("controller").asBoolean(false) && !CORE_CONTROLLERS.contains(kind)) {
        owners.add(
            new Owner(
                Owner.Kind.OPERATOR,
                kind + " " + Fields.text(owner, "name"),
                true,
                "Change it there"));
      }
    }
    return List.copyOf(owners);
  }

  /// The instance label alone proves nothing: Helm charts set it too. It counts where a field
  /// manager of Argo CD wrote the object.
  private static void argoCd(
      List<Owner> owners, JsonNode labels, JsonNode annotations, JsonNode metadata) {
    var tracking = Fields.text(annotations, "argocd.argoproj.io/tracking-id");
    if (!tracking.isEmpty()) {
      var end = tracking.indexOf(':');
      owners.add(argo(end > 0 ? tracking.substring(0, end) : tracking));
      return;
    }
    var instance = Fields.text(labels, "app.kubernetes.io/instance");
    var byLabel = Fields.text(labels, "argocd.argoproj.io/instance");
    if (!byLabel.isEmpty()) {
      owners.add(argo(byLabel));
    } else if (!instance.isEmpty() && writtenByArgoCd(metadata)) {
      owners.add(argo(instance));
    }
  }

  private static boolean writtenByArgoCd(JsonNode metadata) {
    for (var entry : metadata.path("managedFields")) {
      if (Fields.text(entry, "manager").startsWith("argocd")) {
        return true;
      }
    }
    return false;
  }

  private static Owner argo(String application) {
    return new Owner(
        Owner.Kind.ARGO_CD,
        application,
        true,
        "With self-heal on, Argo CD puts back what its repository says");
  }
}
