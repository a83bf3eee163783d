package dev.slipway.approvals;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Approval rules as they are stored.
public final class ApprovalRules {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<ApprovalRule>> LIST = new TypeReference<>() {};

  private ApprovalRules() {}

  public static String toJson(List<ApprovalRule> rules) {
    return JSON.writerFor(LIST).writeValueAsString(rules);
  }

  public static List<ApprovalRule> fromJson(String json) {
    return List.copyOf(JSON.readValue(json, LIST));
  }
}
