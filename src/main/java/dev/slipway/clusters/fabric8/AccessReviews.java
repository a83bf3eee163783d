package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterRights.Area;
import dev.slipway.clusters.ClusterRights.Right;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// Asks an API server what our account may do there: one SelfSubjectAccessReview for each right, a
/// few at a time. Kinds that the cluster does not have are not asked for.
final class AccessReviews {

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final String WHO = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final int AT_ONCE = 4;

  /// What is often granted in single namespaces only.
  private static final Set<Area> BY_NAMESPACE =
      EnumSet.of(Area.LOGS, Area.DEPLOY, Area.SCALE, Area.AUTOSCALER, Area.VERIFY);

  private final Questions calls;

  AccessReviews(Questions calls) {
    this.calls = calls;
  }

  private record Question(Right right, String namespace) {}

  Optional<ClusterRights> of(Collection<Right> wanted, Set<String> namespaces) {
    var everything = allowed("*", "*", "*", "");
    if (everything == null) {
      return Optional.empty();
    }
    var groups = groups();
    var asked =
        wanted.stream()
            .filter(right ->
                right.group().isEmpty() || groups.isEmpty() || groups.contains(right.group()))
            .toList();
    var missing = everything ? List.<Right>of() : refused(questions(asked, ""));
    return Optional.of(
        new ClusterRights(
            account(), Clock.systemUTC().instant(), asked, missing, held(missing, namespaces)));
  }

  private Map<String, List<Right>> held(List<Right> missing, Set<String> namespaces) {
    var often = missing.stream().filter(right -> BY_NAMESPACE.contains(right.area())).toList();
    Map<String, List<Right>> held = new HashMap<>();
    for (var namespace : namespaces) {
      var refused = refused(questions(often, namespace));
      held.put(namespace, often.stream().filter(right -> !refused.contains(right)).toList());
    }
    return held;
  }

  private static List<Question> questions(List<Right> rights, String namespace) {
    return rights.stream().map(right -> new Question(right, namespace)).toList();
  }

  private List<Right> refused(List<Question> questions) {
    List<Callable<Boolean>> tasks =
        questions.stream()
            .<Callable<Boolean>>map(question ->
                () ->
                    Boolean.FALSE.equals(
                        allowed(
                            question.right().group(),
                            question.right().resource(),
                            question.right().verb(),
                            question.namespace())))
            .toList();
    List<Right> refused = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var answers = pool.invokeAll(tasks);
      for (var i = 0; i < answers.size(); i++) {
        if (answers.get(i).get()) {
          refused.add(questions.get(i).right());
        }
      }
      return refused;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw calls.unreachable("stopped while asking what may be done", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : calls.unreachable("it does not say what may be done", e);
    }
  }

  /// @return null if the cluster does not tell
  private @Nullable Boolean allowed(String group, String resource, String verb, String namespace) {
    var slash = resource.indexOf('/');
    var review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
    var attributes = review.putObject("spec").putObject("resourceAttributes");
    attributes.put("group", group).put("verb", verb);
    attributes.put("resource", slash < 0 ? resource : resource.substring(0, slash));
    if (slash >= 0) {
      attributes.put("subresource", resource.substring(slash + 1));
    }
    if (!namespace.isEmpty()) {
      attributes.put("namespace", namespace);
    }
    var answer = calls.ask(REVIEWS, review.toString());
    return answer.ok() ? answer.json().path("status").path("allowed").asBoolean(false) : null;
  }

  private String account() {
    var review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
    var name = Introduced.account(calls.ask(WHO, review.toString()));
    return name.isBlank() ? "an account that the cluster does not name" : name;
  }

  /// Groups of kinds that the cluster has; empty if it does not tell.
  private Set<String> groups() {
    Set<String> found = new HashSet<>();
    var answer = calls.get("/apis");
    if (answer.ok()) {
      for (var group : answer.json().path("groups")) {
        found.add(Fields.text(group, "name"));
      }
    }
    return found;
  }
}
