package dev.slipway.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses requests by their form, before anybody asks who sent them: bodies beyond the limit, and
/// queries and forms that cannot be read or are no text. No form of the portal comes in parts, and
/// the name of a field is a name alone: by an index in it a sender could say how long a list is to
/// grow, and by a path what is to be made of it.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class RequestForm extends OncePerRequestFilter {

  /// As much as the container takes of a form.
  private static final int LARGEST_BODY = 1_048_576;

  private static final int FINE = 200;

  private final FailureResponses responses;

  RequestForm(FailureResponses responses) {
    this.responses = responses;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int status = judge(request);
    if (status != FINE) {
      responses.refuse(status, request, response);
      return;
    }
    try {
      chain.doFilter(
          request.getContentLengthLong() < 0 ? new BoundedBody(request, LARGEST_BODY) : request,
          response);
    } catch (IOException | ServletException failure) {
      if (response.isCommitted() || !BoundedBody.isTooLarge(failure)) {
        throw failure;
      }
      responses.refuse(413, request, response);
    }
  }

  private static int judge(HttpServletRequest request) {
    var type = request.getContentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      return 400;
    }
    if (request.getContentLengthLong() > LARGEST_BODY) {
      return 413;
    }
    try {
      var parameters = request.getParameterMap();
      return isText(parameters) && haveNames(parameters) ? FINE : 400;
    } catch (InvalidParameterException failure) {
      return failure.getErrorCode() == 413 ? 413 : 400;
    }
  }

  private static boolean haveNames(Map<String, String[]> parameters) {
    return parameters.keySet().stream()
        .noneMatch(name -> name.indexOf('[') >= 0 || name.indexOf('.') >= 0);
  }

  private static boolean isText(Map<String, String[]> parameters) {
    return parameters.entrySet().stream()
        .flatMap(field -> Stream.concat(Stream.of(field.getKey()), Stream.of(field.getValue())))
        .allMatch(PlainText::isText);
  }
}
