package dev.slipway.values;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.onboarding.StrictYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Files of values: taken in by those who may edit the service there, read by those who may see
/// what the environment is given.
@Service
public class ValuesFiles {

  private static final int KEPT_IN_SIGHT = 20;
  private static final int LONGEST_VALUE = 2000;
  private static final Pattern NAME = Pattern.compile("[\\w][\\w .+-]{0,118}");

  private final ValuesRepository files;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  ValuesFiles(
      ValuesRepository files,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.files = files;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  /// The file in force first, then those before it; empty if there is none or whoever asks may not
  /// see it.
  @Transactional(readOnly = true)
  public List<ValuesFile> of(ServiceView service, EnvironmentView environment, Actor actor) {
    return maySee(service, environment, actor)
        ? files.newest(service.id(), environment.id(), KEPT_IN_SIGHT)
        : List.of();
  }

  public boolean maySee(ServiceView service, EnvironmentView environment, Actor actor) {
    return access.permits(actor, Permission.ENVIRONMENT_VALUES_VIEW, scope(service, environment));
  }

  public boolean mayImport(ServiceView service, EnvironmentView environment, Actor actor) {
    return access.permits(actor, Permission.SERVICE_EDIT, scope(service, environment));
  }

  /// Takes a file in. What looks like a secret is left out before anything is stored.
  ///
  /// @throws dev.slipway.onboarding.EntryRefused if it is not such YAML
  @Transactional
  public ValuesFile take(
      String service, String environment, String name, String text, String reason, Actor actor) {
    var owned = services.require(service);
    var stage = environments.require(environment);
    var subject =
        Subject.of("service", owned.slug(), owned.name() + " in " + stage.name())
            .in(owned.slug(), stage.slug());
    access.require(actor, Permission.SERVICE_EDIT, scope(owned, stage), subject);
    var called = name.strip();
    if (!NAME.matcher(called).matches()) {
      throw new FieldRefused(
          "name", "A file name of letters, digits, dots and hyphens, such as values-prod.yaml.");
    }
    var words = Reason.required(reason);
    var values = entries(text);
    files.add(owned.id(), stage.id(), called, values, words, actor);
    var taken = files.newest(owned.id(), stage.id(), 1).getFirst();
    events.publishEvent(
        new ValuesImported(called, values.size(), taken.hidden(), subject, words, actor));
    return taken;
  }

  /// What would be stored of a file.
  static List<ValuesFile.Entry> entries(String text) {
    var entries = new ArrayList<ValuesFile.Entry>();
    StrictYaml.@Nullable Leaf before = null;
    for (var leaf : StrictYaml.read(text).leaves()) {
      entries.add(entry(before, leaf));
      before = leaf;
    }
    return List.copyOf(entries);
  }

  private static ValuesFile.Entry entry(StrictYaml.@Nullable Leaf before, StrictYaml.Leaf leaf) {
    var whole = leaf.value();
    var value = whole.substring(0, Math.min(LONGEST_VALUE, whole.length()));
    if (SecretLike.is(before, leaf, value)) {
      return new ValuesFile.Entry(leaf.path(), "", true);
    }
    var shown =
        value.length() == whole.length()
            ? value
            : "%s… (%d characters)".formatted(value, whole.length());
    return new ValuesFile.Entry(leaf.path(), shown, false);
  }

  private static Scope scope(ServiceView service, EnvironmentView environment) {
    return Scope.of(service.team(), environment.environmentClass());
  }
}
