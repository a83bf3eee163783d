package dev.slipway.shell;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Why a JSON body was not taken, in words of whoever sent it: which field, or where the text
/// breaks. Never the parser's own message, which may quote what was sent.
final class UnreadableBody {

  private static final int NAMED = 20;

  private UnreadableBody() {}

  static DomainFailure refusal(Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException unknown ->
          new DomainFailure(ProblemType.UNKNOWN_FIELD, unknown(unknown));
      case MismatchedInputException mismatch when field(mismatch) != null ->
          invalid(
              "The field '%s' does not fit: %s is expected."
                  .formatted(field(mismatch), expected(mismatch.getTargetType())));
      case StreamReadException broken ->
          invalid(
              "The body is no JSON: it breaks at line %d, column %d."
                  .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()));
      default ->
          invalid("The body could not be read. Send JSON with the documented fields and types.");
    };
  }

  private static DomainFailure invalid(String detail) {
    return new DomainFailure(ProblemType.INVALID_REQUEST, detail);
  }

  private static String unknown(UnrecognizedPropertyException failure) {
    var known = failure.getKnownPropertyIds();
    return "There is no field '%s' here. Leave it out or correct its name%s"
        .formatted(
            failure.getPropertyName(),
            known == null || known.isEmpty() ? "." : "; there are " + names(known) + ".");
  }

  private static String names(Collection<Object> known) {
    return known.stream()
            .map(Object::toString)
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "))
        + (known.size() > NAMED ? " and more" : "");
  }

  /// The path of the field as one would write it: `images[0].container`.
  private static @Nullable String field(JacksonException failure) {
    var path = new StringBuilder();
    for (var step : failure.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? null : path.toString();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of its words";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type == String.class ? "a text" : "another form of value";
  }
}
