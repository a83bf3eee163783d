package dev.slipway.evidence;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.deployments.ImageRef;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/// A team with two services, people with rights of their own, and images of which something can be
/// said.
public final class EvidenceStage {

  public final String unique = UuidV7.next().toString().substring(24);
  public final TeamSummary team;
  public final ServiceView service;
  public final ServiceView other;

  /// Owns the services everywhere.
  public final PersonSummary kofi;

  /// Develops them, but not in production.
  public final PersonSummary ada;

  private final ApplicationContext context;

  public EvidenceStage(ApplicationContext context) {
    this.context = context;
    var slug = "ev-" + unique;
    team = bean(Teams.class).create(slug, slug, Actor.SYSTEM);
    bean(Systems.class).register(new RegisterSystem(slug, slug, ""), Actor.SYSTEM);
    service = service("app-" + unique, slug);
    other = service("other-" + unique, slug);
    kofi = person("kofi");
    give(kofi, Role.SERVICE_OWNER, null);
    ada = person("ada");
    give(ada, Role.DEVELOPER, EnvironmentClass.DEVELOPMENT);
    give(ada, Role.DEVELOPER, EnvironmentClass.STAGING);
  }

  private ServiceView service(String name, String system) {
    return bean(Services.class)
        .register(
            new RegisterService(
                name, name, "", system, team.slug(), 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
  }

  private PersonSummary person(String name) {
    return bean(People.class).register(name + "-" + unique, name, Actor.SYSTEM);
  }

  private void give(PersonSummary person, Role role, @Nullable EnvironmentClass environmentClass) {
    bean(Grants.class)
        .give(person.id(), role, team.id(), environmentClass, "A test of evidence", Actor.SYSTEM);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public static Actor actor(PersonSummary person) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  /// A token that changes there, and nothing else than this service where one is named.
  public ApiTokens.Issued token(PersonSummary person, String services, EnvironmentClass... where) {
    var name = "ci-" + UUID.randomUUID().toString().substring(0, 8);
    var classes = EnumSet.noneOf(EnvironmentClass.class);
    classes.addAll(List.of(where));
    return bean(ApiTokens.class)
        .issue(new IssueToken(name, true, false, null, services, classes, 7), actor(person));
  }

  public static Actor actor(PersonSummary person, ApiTokens.Issued token) {
    return new Actor(
        person.id().value(),
        person.name() + " by token " + token.token().name(),
        Via.TOKEN,
        "127.0.0.1",
        "test",
        null,
        token.token().id());
  }

  /// An environment of its own that asks for this.
  public EnvironmentView environment(EnvironmentClass environmentClass, EvidenceRule rule) {
    var slug = environmentClass.slug() + "-" + UuidV7.next().toString().substring(24);
    var made =
        bean(Environments.class)
            .register(new RegisterEnvironment(slug, slug, environmentClass, 600), Actor.SYSTEM);
    var jon =
        bean(People.class)
            .register("jon-" + UuidV7.next().toString().substring(24), "jon", Actor.SYSTEM);
    bean(Grants.class)
        .give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "A test of evidence", Actor.SYSTEM);
    bean(EnvironmentPolicies.class)
        .edit(
            new EditEnvironmentPolicy(
                made.id(),
                0,
                List.of(new ApprovalRule("Approver", Role.APPROVER, null, 1)),
                List.of(),
                false,
                Duration.ofHours(2),
                true,
                Duration.ofSeconds(60),
                2,
                Duration.ofMinutes(10),
                false,
                rule,
                "Only what was proven",
                true),
            actor(jon));
    return made;
  }

  /// An image of this service that nobody has said anything of.
  public String image() {
    return "registry.example/" + service.slug() + ":1.0.1@sha256:" + digest();
  }

  private static String digest() {
    return UUID.randomUUID().toString().replace("-", "").repeat(2);
  }

  public RecordEvidence says(String image, EvidenceKind kind, boolean passed) {
    return says(image, kind, passed, "", null, null);
  }

  public RecordEvidence says(
      String image,
      EvidenceKind kind,
      boolean passed,
      String tool,
      @Nullable String coverage,
      @Nullable Findings findings) {
    return new RecordEvidence(
        ImageRef.parse(image),
        service.slug(),
        kind,
        passed,
        "in the words of the pipeline",
        tool,
        coverage == null ? null : new BigDecimal(coverage),
        findings,
        null,
        null,
        null);
  }

  public EvidenceView record(RecordEvidence wish, Actor actor) {
    return bean(Evidence.class).record(wish, actor);
  }

  /// What the policy says of a change of the service there; empty where it says nothing.
  public Optional<Verdict> verdict(
      EnvironmentView environment, ChangeKind kind, Way way, String... images) {
    return verdict(service, environment, kind, way, images);
  }

  public Optional<Verdict> verdict(
      ServiceView of, EnvironmentView environment, ChangeKind kind, Way way, String... images) {
    var facts =
        new ChangeFacts(
            kind,
            UUID.randomUUID(),
            way,
            List.of(images),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            false,
            null);
    return bean(Policies.class).judge(new ProposedChange(of, environment, facts)).stream()
        .filter(verdict -> verdict.policy().equals("evidence"))
        .findFirst();
  }

  public Verdict rollout(EnvironmentView environment, String... images) {
    return verdict(environment, ChangeKind.ROLLOUT, Way.FORWARD, images).orElseThrow();
  }

  static Set<EvidenceKind> kinds(EvidenceKind... kinds) {
    return Set.of(kinds);
  }
}
