package dev.slipway.kernel;

/// A value that somebody typed does not do; a form marks its field.
public class FieldRefused extends DomainFailure {

  private final String field;

  /// @param field the name that forms and the API give it
  public FieldRefused(String field, String message) {
    super(ProblemType.INVALID_INPUT, message);
    this.field = field;
  }

  public String field() {
    return field;
  }
}
