package dev.slipway.clusters;

import dev.slipway.clusters.ClusterRights.Standing;
import dev.slipway.clusters.ClusterWish.Change;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What a cluster is reached with weighs: it is connected, gets other credentials and is removed
/// once another administrator has agreed.
@Component
class ClusterActs implements HeldAct {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int NAMED = 6;

  private final SecondPerson second;
  private final ObjectProvider<Connecting> connecting;
  private final ObjectProvider<ClusterRemoval> removal;

  ClusterActs(
      SecondPerson second,
      ObjectProvider<Connecting> connecting,
      ObjectProvider<ClusterRemoval> removal) {
    this.second = second;
    this.connecting = connecting;
    this.removal = removal;
  }

  boolean isNeeded(Actor actor) {
    return second.isNeeded(actor);
  }

  /// Oldest first, also for clusters that are not connected yet.
  List<WaitingAct> waiting() {
    return second.waitingAbout(Connecting.SUBJECT);
  }

  /// In the caller's transaction. Empty where it can be done at once.
  Optional<WaitingAct> hold(ClusterWish wish, List<Line> lines, Actor actor) {
    if (wish.change() == Change.CONNECT) {
      refuseTwice(wish);
    }
    return second.hold(
        new WeightyAct(
            kind(),
            Connecting.subject(wish.id(), wish.slug()),
            title(wish),
            wish.change() == Change.CONNECT ? "/clusters" : "/clusters/" + wish.slug(),
            wish.reason(),
            lines,
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(),
            JSON.writeValueAsString(wish)),
        actor);
  }

  /// One that is to be connected has an id of its own each time that somebody asks.
  private void refuseTwice(ClusterWish wish) {
    waiting().stream()
        .filter(waiting -> waiting.title().equals(title(wish)))
        .findFirst()
        .ifPresent(waiting -> {
          throw new DomainFailure(
              ProblemType.CONFLICT,
              "%s asked for a cluster with the slug %s already, and it waits for a second person. Withdraw that first, or choose another slug."
                  .formatted(waiting.requester(), wish.slug()));
        });
  }

  private static String title(ClusterWish wish) {
    return switch (wish.change()) {
      case CONNECT -> "Connect cluster " + wish.slug();
      case REPLACE -> "Replace the credentials of cluster " + wish.slug();
      case REMOVE -> "Remove cluster " + wish.slug();
    };
  }

  /// What somebody is told who decides about credentials: where they lead and what they may do.
  static List<Line> lines(
      ClusterWish wish,
      ClusterRepository.@Nullable Row known,
      @Nullable ClusterRights now,
      @Nullable ClusterRights then) {
    var lines = new ArrayList<Line>();
    if (known == null) {
      lines.add(Line.then("Cluster " + wish.name() + " at " + wish.server()));
      lines.add(Line.then("Identity: " + identity(wish.uid())));
      lines.add(Line.then(ends(wish.inCluster(), wish.expiresAt())));
    } else {
      lines.add(Line.then("Other credentials take the place of those in use, which are deleted"));
      lines.addAll(Line.change("Address: " + known.server(), "Address: " + wish.server()));
      lines.add(Line.stays("Identity: " + identity(wish.uid())));
      lines.addAll(
          Line.change(
              ends(known.inCluster(), known.expiresAt()),
              ends(wish.inCluster(), wish.expiresAt())));
    }
    rights(lines, now, then);
    return lines;
  }

  static List<Line> lines(ClusterRepository.Row removed) {
    return List.of(
        Line.now("Cluster " + removed.name() + " at " + removed.server()),
        Line.now(ends(removed.inCluster(), removed.expiresAt())),
        Line.then("Its credentials are deleted, and nobody watches it any more"),
        Line.stays("Nothing happens in the cluster"));
  }

  private static void rights(
      List<Line> lines, @Nullable ClusterRights now, @Nullable ClusterRights then) {
    if (then == null) {
      lines.add(Line.then("The cluster does not tell what they may do"));
      return;
    }
    var account = "The cluster knows Slipway as ";
    lines.addAll(
        now == null
            ? List.of(Line.then(account + then.account()))
            : Line.change(account + now.account(), account + then.account()));
    var before = now == null ? Map.<ClusterRights.Area, String>of() : words(now);
    words(then)
        .forEach((area, words) -> {
          var was = before.get(area);
          lines.addAll(was == null ? List.of(Line.then(words)) : Line.change(was, words));
        });
  }

  private static Map<ClusterRights.Area, String> words(ClusterRights rights) {
    var words = new EnumMap<ClusterRights.Area, String>(ClusterRights.Area.class);
    rights
        .standings()
        .forEach(standing ->
            words.put(standing.area(), standing.area().label() + ": " + words(rights, standing)));
    return words;
  }

  private static String words(ClusterRights rights, Standing standing) {
    if (standing.isWhole()) {
      return "granted";
    }
    var namespaces = rights.namespacesOf(standing);
    if (!namespaces.isEmpty()) {
      return "in " + String.join(", ", namespaces) + ", of the namespaces with services";
    }
    if (standing.lacksAll()) {
      return "not granted";
    }
    var missing = standing.missing();
    return "in part, without "
        + missing.stream()
            .limit(NAMED)
            .map(ClusterRights.Right::words)
            .collect(Collectors.joining(", "))
        + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "");
  }

  private static String identity(@Nullable String uid) {
    return uid == null ? "not known" : "UID of its namespace kube-system is " + uid;
  }

  private static String ends(boolean inCluster, @Nullable Instant expiresAt) {
    if (inCluster) {
      return "Credentials of the portal's own pod, renewed by Kubernetes";
    }
    return expiresAt == null
        ? "Credentials without an end of their own"
        : "Credentials that end on " + AT.format(expiresAt);
  }

  @Override
  public String kind() {
    return "cluster";
  }

  @Override
  public void tryOut(String payload) {
    var wish = wish(payload);
    if (wish.change() != Change.REMOVE) {
      connecting.getObject().tryAgain(wish);
    }
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    var wish = wish(payload);
    if (wish.change() == Change.REMOVE) {
      removal.getObject().agreed(wish, agreement);
    } else {
      connecting.getObject().agreed(wish, agreement);
    }
  }

  private static ClusterWish wish(String payload) {
    return JSON.readValue(payload, ClusterWish.class);
  }
}
