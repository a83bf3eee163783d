package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Pods with a number and a claim of their own, made and replaced in order unless told otherwise.
/// In order means: one pod that never gets ready holds up all others, even the repair of its own
/// template.
final class StatefulSets implements Controller {

  private static final String ID = "statefulsets.apps";
  private static final String COMPONENT = "statefulset-controller";

  private final Plane plane;
  private final Histories histories;

  StatefulSets(Plane plane) {
    this.plane = plane;
    this.histories = new Histories(plane);
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    return change.type().equals("pods") ? Pods.controlledBy(change, "StatefulSet") : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode set = plane.get(ID, key);
    if (set == null || Json.deleting(set)) {
      return Optional.empty();
    }
    ObjectNode update = histories.update(set);
    String current = Json.text(set, "status", "currentRevision");
    boolean known =
        !current.isEmpty() && plane.exists(Histories.ID, new Key(key.namespace(), current));
    var round = new Round(set, known ? current : Json.name(update), Json.name(update));
    round.act();
    return round.report();
  }

  private final class Round {
    private final ObjectNode set;
    private final String current;
    private final String update;
    private final int replicas;
    private final int start;
    private final int partition;
    private final boolean ordered;
    private final boolean rolling;
    private final TreeMap<Integer, ObjectNode> pods = new TreeMap<>();
    private boolean refused;

    Round(ObjectNode set, String current, String update) {
      this.set = set;
      this.current = current;
      this.update = update;
      JsonNode spec = set.path("spec");
      this.replicas = Json.integer(spec, 1, "replicas");
      this.start = Json.integer(spec, 0, "ordinals", "start");
      this.partition = Json.integer(spec, 0, "updateStrategy", "rollingUpdate", "partition");
      this.ordered = !Json.text(spec, "podManagementPolicy").equals("Parallel");
      this.rolling = Json.text(spec, "updateStrategy", "type").equals("RollingUpdate");
      read();
    }

    private void read() {
      pods.clear();
      for (ObjectNode pod : plane.owned(set, "pods")) {
        String name = Json.name(pod);
        String ordinal = name.substring(name.lastIndexOf('-') + 1);
        if (ordinal.matches("[0-9]{1,6}")) {
          pods.put(Integer.parseInt(ordinal), pod);
        }
      }
    }

    void act() {
      if (fill() && empty()) {
        replace();
      }
      read();
    }

    /// Makes what is missing; false while an ordered set has to wait for one.
    private boolean fill() {
      for (int ordinal = start; ordinal < start + replicas; ordinal++) {
        ObjectNode pod = pods.get(ordinal);
        if (pod != null && Json.text(pod, "status", "phase").matches("Failed|Succeeded")) {
          delete(pod);
          return false;
        }
        if (pod == null) {
          create(ordinal);
          if (ordered) {
            return false;
          }
        } else if (ordered && (Json.deleting(pod) || !healthy(pod))) {
          return false;
        }
      }
      return true;
    }

    /// Takes away what is too much, highest number first.
    private boolean empty() {
      for (int ordinal : pods.descendingKeySet()) {
        boolean wanted = ordinal >= start && ordinal < start + replicas;
        if (wanted) {
          continue;
        }
        ObjectNode pod = pods.get(ordinal);
        if (pod != null && !Json.deleting(pod)) {
          delete(pod);
          releaseClaims(ordinal);
        }
        if (ordered) {
          return false;
        }
      }
      return true;
    }

    /// Replaces the highest pod of another revision, once all above it are well.
    private void replace() {
      if (!rolling) {
        return;
      }
      for (int ordinal = start + replicas - 1; ordinal >= start + partition; ordinal--) {
        ObjectNode pod = pods.get(ordinal);
        if (pod == null || Json.deleting(pod)) {
          return;
        }
        if (!revision(pod).equals(update)) {
          delete(pod);
          return;
        }
        if (!healthy(pod)) {
          return;
        }
      }
    }

    private void create(int ordinal) {
      boolean old =
          rolling
              && (partition > 0
                  ? ordinal < start + partition
                  : ordinal < start + Json.integer(set, 0, "status", "currentReplicas"));
      String revision = old ? current : update;
      ObjectNode stored = plane.get(Histories.ID, new Key(Json.namespace(set), revision));
      JsonNode template =
          stored == null ? Json.at(set, "spec", "template") : Histories.template(stored);
      ObjectNode pod = Pods.from(set, template);
      String name = Json.name(set) + "-" + ordinal;
      ObjectNode metadata = Json.child(pod, "metadata").put("name", name);
      Json.child(metadata, "labels")
          .put(Histories.LABEL, revision)
          .put("statefulset.kubernetes.io/pod-name", name)
          .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
      metadata.putArray("ownerReferences").add(plane.controllerReference(set));
      ObjectNode spec = Json.child(pod, "spec").put("hostname", name);
      if (!Json.text(set, "spec", "serviceName").isEmpty()) {
        spec.put("subdomain", Json.text(set, "spec", "serviceName"));
      }
      claims(spec, ordinal);
      String act = "create Pod " + name + " in StatefulSet " + Json.name(set);
      try {
        plane.create("pods", pod);
        plane.events().normal(set, COMPONENT, "SuccessfulCreate", act + " successful");
      } catch (ApiFailure e) {
        String why = act + " failed error: " + e.getMessage();
        plane.events().warning(set, COMPONENT, "FailedCreate", why);
        refused = true;
      }
    }

    private void claims(ObjectNode spec, int ordinal) {
      for (JsonNode wanted : Json.items(set, "spec", "volumeClaimTemplates")) {
        String claim = Json.name(wanted) + "-" + Json.name(set) + "-" + ordinal;
        if (!plane.exists("persistentvolumeclaims", new Key(Json.namespace(set), claim))) {
          ObjectNode made = Json.copy(wanted).put("apiVersion", "v1");
          made.put("kind", "PersistentVolumeClaim").remove("status");
          ObjectNode metadata = made.putObject("metadata").put("name", claim);
          metadata.put("namespace", Json.namespace(set));
          metadata.set("labels", Json.copy(Json.at(set, "spec", "selector", "matchLabels")));
          plane.create("persistentvolumeclaims", made);
        }
        Json.list(spec, "volumes")
            .addObject()
            .put("name", Json.name(wanted))
            .putObject("persistentVolumeClaim")
            .put("claimName", claim);
      }
    }

    private void releaseClaims(int ordinal) {
      JsonNode retention = Json.at(set, "spec", "persistentVolumeClaimRetentionPolicy");
      if (Json.text(retention, "whenScaled").equals("Delete")) {
        for (JsonNode wanted : Json.items(set, "spec", "volumeClaimTemplates")) {
          String claim = Json.name(wanted) + "-" + Json.name(set) + "-" + ordinal;
          plane.delete("persistentvolumeclaims", new Key(Json.namespace(set), claim));
        }
      }
    }

    private void delete(ObjectNode pod) {
      plane.delete("pods", Key.of(pod));
      plane
          .events()
          .normal(
              set,
              COMPONENT,
              "SuccessfulDelete",
              "delete Pod " + Json.name(pod) + " in StatefulSet " + Json.name(set) + " successful");
    }

    private boolean healthy(ObjectNode pod) {
      int minReady = Json.integer(set, 0, "spec", "minReadySeconds");
      return !Json.deleting(pod) && Pods.available(pod, minReady, plane.pace());
    }

    Optional<Duration> report() {
      List<ObjectNode> all = List.copyOf(pods.values());
      int ready = (int) all.stream().filter(Pods::ready).count();
      int available = (int) all.stream().filter(this::healthy).count();
      int ofUpdate = of(all, update);
      boolean done =
          rolling && ofUpdate == all.size() && ready == all.size() && all.size() == replicas;
      String now = done ? update : current;
      plane.status(
          ID,
          Key.of(set),
          changed -> {
            ObjectNode status = Json.child(changed, "status");
            status.put("observedGeneration", Json.integer(set, 1, "metadata", "generation"));
            status.put("replicas", all.size());
            ReplicaSets.count(status, "readyReplicas", ready);
            status.put("availableReplicas", available);
            ReplicaSets.count(status, "currentReplicas", of(all, now));
            ReplicaSets.count(status, "updatedReplicas", ofUpdate);
            status.put("currentRevision", now).put("updateRevision", update);
            status.put("collisionCount", 0);
          });
      var used = new HashSet<String>(List.of(now, update));
      all.forEach(pod -> used.add(revision(pod)));
      histories.tidy(set, used);
      if (refused) {
        return Optional.of(plane.pace().real(5));
      }
      return available < ready ? Optional.of(plane.pace().real(1)) : Optional.empty();
    }

    private static int of(List<ObjectNode> pods, String revision) {
      return (int)
          pods.stream()
              .filter(pod -> revision(pod).equals(revision) && !Json.deleting(pod))
              .count();
    }
  }

  private static String revision(JsonNode pod) {
    return Json.text(pod, "metadata", "labels", Histories.LABEL);
  }
}
