package dev.slipway.shell;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/// The one place where failures become answers. An unknown exception is logged, never shown.
@ControllerAdvice
@Order(-10)
class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final FailureResponses responses;
  private final Refusals refusals;

  Failures(FailureResponses responses, Refusals refusals) {
    this.responses = responses;
    this.refusals = refusals;
  }

  @ExceptionHandler
  @Nullable ModelAndView known(
      DomainFailure failure, HttpServletRequest request, HttpServletResponse response) {
    refusals.announce(failure, CurrentActor.of(request), request);
    if (failure.problem().status() >= 500) {
      LOG.warn("{}: {}", failure.problem().slug(), failure.detail(), failure);
    }
    var page = FailurePage.of(failure, RequestIds.of(request));
    return responses.answer(page, request, response);
  }

  /// A body that is no JSON, or not the JSON that this address takes.
  @ExceptionHandler
  @Nullable ModelAndView unreadable(
      HttpMessageNotReadableException failure,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (BoundedBody.isTooLarge(failure)) {
      return responses.answer(FailurePage.ofStatus(413, RequestIds.of(request)), request, response);
    }
    return known(UnreadableBody.refusal(failure.getMostSpecificCause()), request, response);
  }

  /// A field that cannot be what it stands for; an address with such a part, such as a broken id,
  /// is one of nothing.
  @ExceptionHandler
  @Nullable ModelAndView misread(
      TypeMismatchException failure, HttpServletRequest request, HttpServletResponse response) {
    var refusal =
        isOfTheAddress(failure)
            ? new DomainFailure(
                ProblemType.NOT_FOUND,
                "Nothing has an id like this. Check the address, or look for it in its list.")
            : new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "A value does not fit here. Correct the address or the field and send it again.");
    return known(refusal, request, response);
  }

  private static boolean isOfTheAddress(TypeMismatchException failure) {
    return failure instanceof MethodArgumentTypeMismatchException argument
        && argument.getParameter().hasParameterAnnotation(PathVariable.class);
  }

  @ExceptionHandler
  @Nullable ModelAndView unknown(
      Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
      throw failure; // the security filters turn these into sign-in or refusal
    }
    if (response.isCommitted() && !isOfTheCaller(failure)) {
      // Part is out: only a broken connection tells its reader that the rest is missing.
      LOG.error("{} ended in the middle", path(request), failure);
      throw failure;
    }
    if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) {
      LOG.debug("The caller of {} went away", request.getRequestURI(), failure);
      return null;
    }
    if (failure instanceof ErrorResponse error && error.getStatusCode().value() < 500) {
      int status = error.getStatusCode().value();
      error
          .getHeaders()
          .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
      return responses.answer(
          FailurePage.ofStatus(status, RequestIds.of(request)), request, response);
    }
    return responses.answer(unexpected(failure, request), request, response);
  }

  /// Whether the caller left: writing to it fails with an input or output error, which no database
  /// driver has wrapped.
  private static boolean isOfTheCaller(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return false;
      }
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  static FailurePage unexpected(Throwable failure, HttpServletRequest request) {
    var trouble = FailureResponses.databaseTrouble(failure);
    if (trouble != null) {
      LOG.error("The database did not carry out {}", path(request), failure);
      return FailurePage.of(trouble.problem(), trouble.detail(), RequestIds.of(request));
    }
    LOG.error("{} {} failed", request.getMethod(), path(request), failure);
    return FailurePage.ofStatus(500, RequestIds.of(request));
  }

  /// The address asked for, also while the container forwards an error.
  static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed instanceof String uri ? uri : request.getRequestURI();
  }
}
