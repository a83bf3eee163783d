package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Rolls deployments out: rolling or all at once, paused or not, scaled in between.
final class Deployments implements Controller {

  static final String ID = "deployments.apps";

  private final Plane plane;
  private final Revisions revisions;
  private final DeploymentStatus status;

  Deployments(Plane plane) {
    this.plane = plane;
    this.revisions = new Revisions(plane);
    this.status = new DeploymentStatus(plane);
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    if (change.type().equals("pods") && change.kind() == Change.Kind.DELETED) {
      return ofPod(change.object());
    }
    return change.type().equals(Revisions.ID) ? Pods.controlledBy(change, "Deployment") : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode deployment = plane.get(ID, key);
    if (deployment == null) {
      return Optional.empty();
    }
    var round = new Round(deployment, revisions.all(deployment));
    round.run();
    return status.write(deployment, round.current, round.sets(), round.created);
  }

  private List<Key> ofPod(JsonNode pod) {
    JsonNode owner = Json.controller(pod);
    ObjectNode set =
        plane.get(Revisions.ID, new Key(Json.namespace(pod), Json.text(owner, "name")));
    JsonNode deployment = set == null ? Json.object() : Json.controller(set);
    return Json.text(deployment, "kind").equals("Deployment")
        ? List.of(new Key(Json.namespace(pod), Json.text(deployment, "name")))
        : List.of();
  }

  private final class Round {
    private final ObjectNode deployment;
    private final Surge surge;
    private final List<ObjectNode> old;
    private @Nullable ObjectNode current;
    private boolean created;

    Round(ObjectNode deployment, List<ObjectNode> sets) {
      this.deployment = deployment;
      this.surge = Surge.of(deployment);
      this.current = Revisions.current(deployment, sets).orElse(null);
      this.old = new ArrayList<>(sets.stream().filter(set -> !set.equals(current)).toList());
    }

    List<ObjectNode> sets() {
      var all = new ArrayList<>(old);
      if (current != null) {
        all.add(current);
      }
      return all;
    }

    void run() {
      if (Json.deleting(deployment)) {
        return;
      }
      boolean paused = Json.flag(deployment, "spec", "paused");
      if (paused || scaled()) {
        scale();
        if (paused) {
          revisions.tidy(deployment, old);
        }
        renumber();
        return;
      }
      renumber();
      if (Json.text(deployment, "spec", "strategy", "type").equals("Recreate")) {
        recreate();
      } else {
        roll();
      }
      if (status.complete(deployment, current, sets())) {
        revisions.tidy(deployment, old);
      }
    }

    private void renumber() {
      if (current != null) {
        current = revisions.renumber(deployment, current, old, surge.most());
      }
    }

    private boolean scaled() {
      return sets().stream()
          .filter(set -> spec(set) > 0)
          .map(set -> Json.text(set, "metadata", "annotations", Revisions.DESIRED))
          .anyMatch(n -> !n.isEmpty() && !n.equals(Integer.toString(surge.replicas())));
    }

    private void recreate() {
      boolean ended = true;
      for (int i = 0; i < old.size(); i++) {
        ended &= spec(old.get(i)) == 0;
        resizeOld(i, 0);
      }
      for (ObjectNode set : old) {
        ended &= plane.owned(set, "pods").stream().noneMatch(Deployments::running);
      }
      if (ended) {
        ObjectNode set = orCreate(surge.replicas());
        current = revisions.scale(deployment, set, surge.replicas(), surge.most());
      }
    }

    private void roll() {
      int total = sets().stream().mapToInt(Deployments::spec).sum();
      ObjectNode set = orCreate(Math.clamp(surge.most() - total, 0, surge.replicas()));
      int now = spec(set);
      if (now > surge.replicas()) {
        current = revisions.scale(deployment, set, surge.replicas(), surge.most());
        return;
      }
      total = sets().stream().mapToInt(Deployments::spec).sum();
      int more = Math.min(surge.most() - total, surge.replicas() - now);
      if (more > 0) {
        current = revisions.scale(deployment, set, now + more, surge.most());
        return;
      }
      shrinkOld(set, total);
    }

    private void shrinkOld(ObjectNode set, int total) {
      int newUnavailable = spec(set) - available(set);
      int budget = total - surge.leastAvailable() - newUnavailable;
      if (budget <= 0) {
        return;
      }
      for (int i = 0; i < old.size() && budget > 0; i++) {
        int unhealthy = spec(old.get(i)) - available(old.get(i));
        int fewer = Math.min(Math.max(unhealthy, 0), budget);
        if (fewer > 0) {
          budget -= fewer;
          resizeOld(i, spec(old.get(i)) - fewer);
        }
      }
      int left = available(set) + old.stream().mapToInt(Deployments::available).sum();
      left -= surge.leastAvailable();
      for (int i = 0; i < old.size() && left > 0; i++) {
        int fewer = Math.min(spec(old.get(i)), left);
        left -= fewer;
        resizeOld(i, spec(old.get(i)) - fewer);
      }
    }

    /// Spreads a change of the count over the sets that have pods, by their size.
    private void scale() {
      List<ObjectNode> active = sets().stream().filter(set -> spec(set) > 0).toList();
      if (active.size() <= 1) {
        ObjectNode one =
            active.isEmpty() ? (current != null ? current : lastOf(old)) : active.getFirst();
        if (one != null && spec(one) != surge.replicas()) {
          resize(one, surge.replicas());
        } else if (one != null) {
          resize(one, spec(one));
        }
        return;
      }
      if (current != null && saturated(current)) {
        for (int i = 0; i < old.size(); i++) {
          resizeOld(i, 0);
        }
        return;
      }
      proportionally(active);
    }

    private void proportionally(List<ObjectNode> active) {
      int total = active.stream().mapToInt(Deployments::spec).sum();
      int allowed = surge.replicas() > 0 ? surge.most() : 0;
      int toAdd = allowed - total;
      List<ObjectNode> bySize =
          active.stream().sorted(Comparator.comparingInt(Deployments::spec).reversed()).toList();
      int added = 0;
      var sizes = new ArrayList<Integer>();
      for (ObjectNode set : bySize) {
        int before =
            Math.max(1, number(Json.text(set, "metadata", "annotations", Revisions.MAX), total));
        int share = (int) Math.round((double) spec(set) * allowed / before) - spec(set);
        int fit =
            toAdd > 0 ? Math.clamp(share, 0, toAdd - added) : Math.clamp(share, toAdd - added, 0);
        added += fit;
        sizes.add(spec(set) + fit);
      }
      sizes.set(0, Math.max(0, sizes.getFirst() + toAdd - added));
      for (int i = 0; i < bySize.size(); i++) {
        resize(bySize.get(i), sizes.get(i));
      }
    }

    private boolean saturated(ObjectNode set) {
      return spec(set) == surge.replicas() && available(set) == surge.replicas();
    }

    private void resize(ObjectNode set, int size) {
      if (set.equals(current)) {
        current = revisions.scale(deployment, set, size, surge.most());
      } else {
        resizeOld(old.indexOf(set), size);
      }
    }

    private void resizeOld(int index, int size) {
      ObjectNode set = old.get(index);
      if (spec(set) != size || scaled()) {
        old.set(index, revisions.scale(deployment, set, Math.max(0, size), surge.most()));
      }
    }

    private ObjectNode orCreate(int replicas) {
      ObjectNode found = current;
      if (found == null) {
        found = revisions.create(deployment, old, replicas, surge.most());
        if (replicas > 0) {
          revisions.announce(deployment, Json.name(found), 0, replicas);
        }
        current = found;
        created = true;
      }
      return found;
    }
  }

  private static @Nullable ObjectNode lastOf(List<ObjectNode> sets) {
    return sets.stream().max(Comparator.comparingLong(Revisions::number)).orElse(null);
  }

  private static boolean running(JsonNode pod) {
    return !Json.text(pod, "status", "phase").matches("Succeeded|Failed");
  }

  static int spec(JsonNode set) {
    return Json.integer(set, 0, "spec", "replicas");
  }

  static int available(JsonNode set) {
    return Json.integer(set, 0, "status", "availableReplicas");
  }

  private static int number(String text, int otherwise) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }
}
