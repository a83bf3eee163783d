package dev.slipway.sandbox.kubernetes.admission;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.ApiFailure.Cause;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Requests and limits as an API server takes them: what is no quantity cannot be decoded at all,
/// what is one may still be refused.
final class Sizes {

  /// `k8s.io/apimachinery/pkg/api/resource/quantity.go`
  private static final Pattern QUANTITY =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?");

  private Sizes() {}

  static void check(String field, JsonNode resources, List<Cause> causes) {
    for (String side : List.of("requests", "limits")) {
      for (Map.Entry<String, JsonNode> amount : resources.path(side).properties()) {
        String text = amount.getValue().asString("");
        String here = field + "." + side + "[" + amount.getKey() + "]";
        if (!QUANTITY.matcher(text).matches()) {
          throw ApiFailure.badRequest(
              "quantities must match the regular expression"
                  + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        if (text.startsWith("-")) {
          causes.add(
              new Cause(
                  "FieldValueInvalid",
                  "Invalid value: \"" + text + "\": must be greater than or equal to 0",
                  here));
        }
      }
    }
    for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
      String limit = Json.text(resources, "limits", request.getKey());
      String asked = request.getValue().asString("");
      if (!limit.isEmpty() && Quantity.parse(asked).compareTo(Quantity.parse(limit)) > 0) {
        causes.add(
            new Cause(
                "FieldValueInvalid",
                "Invalid value: \""
                    + asked
                    + "\": must be less than or equal to "
                    + request.getKey()
                    + " limit of "
                    + limit,
                field + ".requests"));
      }
    }
  }
}
