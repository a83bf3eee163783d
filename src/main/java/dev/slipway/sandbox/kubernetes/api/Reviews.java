package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Questions about access. Whoever has the cluster's token may do everything.
final class Reviews {

  private static final Map<String, Map<String, String>> KINDS =
      Map.of(
          "authorization.k8s.io",
          Map.of(
              "selfsubjectaccessreviews", "SelfSubjectAccessReview",
              "selfsubjectrulesreviews", "SelfSubjectRulesReview",
              "subjectaccessreviews", "SubjectAccessReview"),
          "authentication.k8s.io",
          Map.of("selfsubjectreviews", "SelfSubjectReview", "tokenreviews", "TokenReview"));

  private Reviews() {}

  static Map<String, String> kinds(String group) {
    return new TreeMap<>(KINDS.getOrDefault(group, Map.of()));
  }

  static boolean answers(Call call) {
    return call.path().size() == 4 && KINDS.containsKey(call.path().get(1));
  }

  static void serve(Call call) {
    String kind = kinds(call.path().get(1)).getOrDefault(call.path().get(3), "");
    if (kind.isEmpty() || !call.method().equals("POST")) {
      throw ApiFailure.noSuchResource();
    }
    boolean binary = call.header("Content-Type").contains("protobuf");
    ObjectNode review = binary ? Json.object() : Json.copy(call.body());
    review.put("kind", kind).put("apiVersion", call.path().get(1) + "/" + call.path().get(2));
    ObjectNode status = review.putObject("status");
    switch (kind) {
      case "SelfSubjectRulesReview" -> rules(status);
      case "SelfSubjectReview" -> user(status.putObject("userInfo"));
      case "TokenReview" -> user(status.put("authenticated", true).putObject("user"));
      default -> status.put("allowed", true).put("reason", "the token may do everything");
    }
    call.answer(201, review);
  }

  private static void rules(ObjectNode status) {
    ObjectNode rule = status.putArray("resourceRules").addObject();
    for (String name : java.util.List.of("verbs", "apiGroups", "resources")) {
      rule.putArray(name).add("*");
    }
    ObjectNode other = status.putArray("nonResourceRules").addObject();
    other.putArray("verbs").add("*");
    other.putArray("nonResourceURLs").add("*");
    status.put("incomplete", false);
  }

  private static void user(ObjectNode user) {
    user.put("username", "admin").putArray("groups").add("system:masters");
  }
}
