package dev.slipway.evidence.web;

import dev.slipway.evidence.RecordEvidence;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What a webhook delivers, after the Standard Webhooks specification: a type, a time, the data.
///
/// @param type `evidence.reported`; nothing else is taken
/// @param timestamp when it happened, for people; the signed one decides
record HookBody(
    @Nullable String type,
    @Nullable String timestamp,
    @Nullable List<@Nullable EvidenceBody> data) {

  private static final String REPORTED = "evidence.reported";
  private static final int MOST = 20;

  static List<RecordEvidence> read(byte[] body, JsonMapper json) {
    try {
      return json.readValue(body, HookBody.class).wishes();
    } catch (JacksonException _) {
      throw invalid(
          "The body is not the JSON that is taken here: type, timestamp and data, and in each of data"
              + " the fields of POST /api/v1/evidence and no others.");
    }
  }

  private List<RecordEvidence> wishes() {
    if (!REPORTED.equals(type)) {
      throw invalid(
          "type must be " + REPORTED + "; a webhook reports evidence and does nothing else.");
    }
    if (data == null || data.isEmpty() || data.size() > MOST) {
      throw invalid("data takes 1 to %d statements.".formatted(MOST));
    }
    return data.stream().map(HookBody::wish).toList();
  }

  private static RecordEvidence wish(@Nullable EvidenceBody statement) {
    if (statement == null) {
      throw invalid("data takes statements; null is none.");
    }
    return statement.wish();
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_REQUEST, message);
  }
}
