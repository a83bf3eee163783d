package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A datasource was connected, edited or removed. Never with what it is let in by.
///
/// @param action such as `datasource.connected`
record DatasourceChanged(
    String action,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after,
    @Nullable String reason,
    Actor actor)
    implements PortalEvent {

  static Map<String, Object> facts(DatasourceView view) {
    return facts(
        view.name(),
        view.address(),
        view.auth(),
        view.environments().stream().map(EnvironmentView::slug).toList());
  }

  /// @param agreedBy names of the second persons; empty where one was enough
  static Map<String, Object> facts(ConnectDatasource wish, List<String> agreedBy) {
    var facts =
        new LinkedHashMap<>(facts(wish.name(), wish.address(), wish.auth(), wish.environments()));
    if (!agreedBy.isEmpty()) {
      facts.put("agreedBy", agreedBy);
    }
    return facts;
  }

  private static Map<String, Object> facts(
      String name, String address, DatasourceAuth auth, Collection<String> environments) {
    return Map.of(
        "name",
        name,
        "address",
        address,
        "auth",
        auth.slug(),
        "environments",
        environments.stream().sorted().toList());
  }

  /// What somebody is told who decides about it: where it leads, and whom the portal trusts there.
  ///
  /// @param now as it is stored; null for a new one
  /// @param trusted authorities that are trusted now, in words
  /// @param trusts authorities that would be
  static List<Line> lines(
      ConnectDatasource wanted, @Nullable DatasourceView now, String trusted, String trusts) {
    var lines = new ArrayList<Line>();
    if (now == null) {
      connected(lines, wanted, trusts);
    } else {
      changed(lines, wanted, now, trusted, trusts);
    }
    return lines;
  }

  private static void connected(List<Line> lines, ConnectDatasource wanted, String trusts) {
    lines.add(
        Line.then(
            "%s named %s"
                .formatted(
                    wanted.kind() == SliDatasource.Kind.PROMETHEUS
                        ? "A Prometheus"
                        : "An Alertmanager",
                    wanted.name())));
    lines.add(Line.then(address(wanted.address())));
    lines.add(Line.then(shown(wanted.auth())));
    lines.add(Line.then(trusts));
    lines.add(Line.then(samples(wanted.environments())));
  }

  private static void changed(
      List<Line> lines,
      ConnectDatasource wanted,
      DatasourceView now,
      String trusted,
      String trusts) {
    lines.addAll(Line.change("Name: " + now.name(), "Name: " + wanted.name()));
    lines.addAll(Line.change(address(now.address()), address(wanted.address())));
    lines.addAll(Line.change(shown(now.auth()), shown(wanted.auth())));
    if (!wanted.secret().isEmpty()) {
      lines.add(
          Line.then(
              now.auth() == DatasourceAuth.NONE
                  ? "What lets the portal in was given with this"
                  : "What lets the portal in was given anew; what is in use is deleted"));
    } else if (now.auth() != DatasourceAuth.NONE) {
      lines.add(Line.then("What lets the portal in now is deleted"));
    }
    lines.addAll(Line.change(trusted, trusts));
    lines.addAll(
        Line.change(
            samples(now.environments().stream().map(EnvironmentView::slug).toList()),
            samples(wanted.environments())));
  }

  private static String address(String address) {
    return "Address: " + address;
  }

  private static String shown(DatasourceAuth auth) {
    return switch (auth) {
      case NONE -> "The portal shows it nothing to be let in";
      case BEARER -> "The portal shows it a token";
      case BASIC -> "The portal shows it a name and a password";
    };
  }

  private static String samples(Collection<String> environments) {
    return "It has the samples of " + String.join(", ", new TreeSet<>(environments));
  }
}
