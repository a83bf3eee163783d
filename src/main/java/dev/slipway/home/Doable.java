package dev.slipway.home;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What can be done, for `>`: changes to a service in an environment, each as the form of its plan,
/// and what has a form of its own. What a person may not do is shown with who may.
@Component
class Doable implements SearchSource {

  private static final int MOST = 16;
  private static final int SERVICES = 6;
  private static final int FORMS = 6;
  private static final int NAMED = 3;

  private final LiveCells cells;
  private final Offers offers;
  private final Access access;

  Doable(LiveCells cells, Offers offers, Access access) {
    this.cells = cells;
    this.offers = offers;
    this.access = access;
  }

  @Override
  public List<SearchResult.Group> find(SearchQuery query, Actor actor) {
    if (query.scope() != SearchQuery.Scope.ACT) {
      return List.of();
    }
    return List.of(
        SearchResult.Group.of("Changes to plan", changes(query.terms(), actor), MOST),
        SearchResult.Group.of("Forms", forms(query.terms(), actor), FORMS));
  }

  private List<SearchHit> changes(List<String> terms, Actor actor) {
    var layout = cells.layout();
    var stages = layout.environments();
    List<SearchHit> hits = new ArrayList<>();
    for (var service : services(layout, terms)) {
      var row = layout.row(service.id());
      for (var verb : Verb.values()) {
        for (var at = stages.size() - 1; at >= 0; at--) {
          var placement = row.get(at);
          if (placement != null && says(terms, verb, service, stages.get(at))) {
            hit(verb, service, stages.get(at), placement, actor).ifPresent(hits::add);
          }
        }
      }
    }
    return hits;
  }

  /// The services that the words fit best; at least one word has to name it, and the others say
  /// what and where.
  private static List<ServiceView> services(Layout layout, List<String> terms) {
    var found = new Found<ServiceView>();
    var others = terms.stream().filter(term -> isOther(layout, term)).toList();
    for (var service : layout.services()) {
      var names = terms.stream().filter(term -> names(service, term)).toList();
      if (!names.isEmpty()
          && terms.stream().allMatch(term -> names.contains(term) || others.contains(term))) {
        found.add(Likeness.of(names, service.slug(), service.name()), service.slug(), service);
      }
    }
    return found.best().stream().limit(SERVICES).toList();
  }

  private static boolean isOther(Layout layout, String term) {
    return Verb.anyIs(term)
        || layout.environments().stream().anyMatch(stage -> GoTo.begins(stage, term));
  }

  private static boolean names(ServiceView service, String term) {
    return Likeness.best(term, service.slug(), service.name()) != Likeness.NONE;
  }

  private static boolean says(
      List<String> terms, Verb verb, ServiceView service, EnvironmentView stage) {
    return terms.stream()
        .allMatch(term -> verb.is(term) || GoTo.begins(stage, term) || names(service, term));
  }

  private Optional<SearchHit> hit(
      Verb verb, ServiceView service, EnvironmentView stage, Placement placement, Actor actor) {
    var what = verb.label() + " " + service.slug() + " in " + stage.name();
    var kind = verb.kind();
    return kind == null
        ? Optional.of(lock(what, service, stage, actor))
        : offers
            .one(kind, service, stage, placement, actor)
            .map(offer ->
                new SearchHit(offer.icon(), what, "opens a plan", offer.href(), offer.whyNot()));
  }

  private SearchHit lock(String what, ServiceView service, EnvironmentView stage, Actor actor) {
    var scope = Scope.of(service.team(), stage.environmentClass());
    return new SearchHit(
        "lock",
        what,
        "opens its page",
        "/services/%s/env/%s#panel-cell-side-lock".formatted(service.slug(), stage.slug()),
        access.permits(actor, Permission.LOCK_EDIT, scope)
            ? ""
            : whyNot(Permission.LOCK_EDIT, scope));
  }

  private List<SearchHit> forms(List<String> terms, Actor actor) {
    var found = new Found<SearchHit>();
    for (var form : Form.values()) {
      found.add(
          Likeness.of(terms, form.label(), form.words()),
          form.label(),
          new SearchHit(
              "plus",
              form.label(),
              "opens a form",
              form.href(),
              permits(form, actor) ? "" : whyNot(form.permission(), Scope.PORTAL)));
    }
    return found.best();
  }

  private boolean permits(Form form, Actor actor) {
    return form == Form.ENVIRONMENT
        ? access.permits(actor, form.permission(), Scope.PORTAL)
        : access.permitsSomewhere(actor, form.permission());
  }

  private String whyNot(Permission permission, Scope scope) {
    var people = access.whoMay(permission, scope);
    return people.isEmpty()
        ? "You may not. A platform administrator can give the right."
        : "You may not. "
            + people.stream()
                .limit(NAMED)
                .map(PersonSummary::name)
                .collect(Collectors.joining(", "))
            + " may.";
  }

  /// What is made by a form of its own.
  private enum Form {
    PLAN("Plan a change", "/plans/new", "deploy new", Permission.CHANGE_PLAN),
    SERVICE("Register a service", "/services/new", "new add", Permission.SERVICE_EDIT),
    SYSTEM("Register a system", "/systems/new", "new add", Permission.CATALOG_MANAGE),
    ENVIRONMENT("Add an environment", "/environments/new", "new stage", Permission.CATALOG_MANAGE),
    CLUSTER("Connect a cluster", "/clusters/new", "new add register", Permission.CLUSTER_MANAGE),
    FREEZE("Plan a freeze", "/freezes", "new window", Permission.FREEZE_EDIT);

    private final String label;
    private final String href;
    private final String words;
    private final Permission permission;

    Form(String label, String href, String words, Permission permission) {
      this.label = label;
      this.href = href;
      this.words = words;
      this.permission = permission;
    }

    String label() {
      return label;
    }

    String href() {
      return href;
    }

    String words() {
      return words;
    }

    Permission permission() {
      return permission;
    }
  }
}
