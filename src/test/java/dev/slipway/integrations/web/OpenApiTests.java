package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.evidence.Sender;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.testing.SlipwayTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// The description says what the handlers do, no more and no less.
@SlipwayTest
class OpenApiTests {

  private static final String BASE = "/api/v1";

  /// Where programs call: the API, and incoming webhooks.
  private static final Set<String> ROADS = Set.of(BASE + "/", "/hooks/");

  /// Reads its headers and its body itself, because the signature is over raw bytes; that it asks
  /// for each of the headers, `DeliveryTests` shows.
  private static final String DELIVERY = "deliverEvidence";

  private static final Map<String, String> READ_LATE = ReadLate.bodies();

  /// These read their filter as a whole.
  private static final Set<String> FREE = Set.of("listAuditEvents", "exportAuditEvents");

  private final ApiDocument document = new ApiDocument();

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @Test
  void aParserOfOthersReadsIt() {
    var read = new OpenAPIV3Parser().readContents(document.text(), null, null);

    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1");
    assertThat(read.getOpenAPI().getPaths()).hasSize(document.root().path("paths").size());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryNameIsUsed() {
    var used = new TreeSet<String>();
    document.root().findValuesAsString("$ref").forEach(used::add);
    assertThat(used).allMatch(reference -> document.root().at(reference.substring(1)).isObject());
    var named = new TreeSet<String>();
    for (var kind : List.of("parameters", "responses", "schemas", "headers")) {
      document
          .root()
          .path("components")
          .path(kind)
          .propertyNames()
          .forEach(name -> named.add("#/components/" + kind + "/" + name));
    }
    assertThat(used).isEqualTo(named);
  }

  @Test
  void itHoldsTheCallsThatThereAreAndNoOthers() {
    assertThat(described().keySet()).isEqualTo(handled().keySet());
  }

  @Test
  void everyCallNamesThePermissionOfItsHandler() {
    each((call, handler) -> {
      var permission = Objects.requireNonNull(handler.getMethodAnnotation(Requires.class)).value();
      assertThat(call.operation().path("x-permission").asString())
          .as(call.id())
          .isEqualTo(permission.name());
      assertThat(call.operation().path("description").asString())
          .as(call.id())
          .contains("Permission " + permission.name());
    });
  }

  @Test
  void everyCallNamesTheParametersThatItsHandlerReads() {
    each((call, handler) -> {
      var named =
          document.parameters(call).stream()
              .map(one -> one.path("in").asString() + " " + one.path("name").asString())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!call.reads() && !call.id().equals("askGate") && !call.isSigned()) {
        // Around the handler: RepeatedCalls.
        assertThat(named).as(call.id()).contains("header Idempotency-Key");
      }
      named.remove("header Idempotency-Key");
      var read = parameters(handler);
      if (call.id().equals(DELIVERY)) {
        Sender.signed("whsec_AAAA", "", 0, "").keySet().forEach(it -> read.add("header " + it));
      }
      if (FREE.contains(call.id())) {
        assertThat(named).as(call.id()).containsAll(read);
      } else {
        assertThat(named).as(call.id()).isEqualTo(read);
      }
    });
  }

  @Test
  void everyBodyHasTheFieldsThatItsHandlerTakes() {
    each((call, handler) -> {
      var body =
          Optional.ofNullable(READ_LATE.get(call.id()))
              .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
              .or(() -> body(handler));
      assertThat(!document.body(call).isMissingNode()).as(call.id()).isEqualTo(body.isPresent());
      body.ifPresent(type -> same(call.id(), document.body(call), type));
    });
  }

  @Test
  void everyAnswerHasTheFieldsThatItsHandlerGives() {
    each((call, handler) -> {
      var given = handler.getMethod().getGenericReturnType();
      var code = goodCode(handler);
      var good =
          call.operation().path("responses").properties().stream()
              .filter(answer -> answer.getKey().matches(code))
              .toList();
      assertThat(good).as(call.id() + " has one good answer").hasSize(1);
      var schema = good.getFirst().getValue().at("/content/application~1json/schema");
      var type = unwrapped(given);
      if (type instanceof Class<?> plain && plain.isRecord()) {
        same(call.id(), document.resolved(schema), type);
      } else if (type instanceof ParameterizedType page && page.getRawType() == Page.class) {
        var items = document.resolved(schema).at("/properties/items/items");
        assertThat(document.resolved(schema).path("properties").propertyNames())
            .as(call.id())
            .containsExactlyInAnyOrder("items", "next");
        if (page.getActualTypeArguments()[0] instanceof Class<?> item) {
          same(call.id(), document.resolved(items), item);
        }
      }
    });
  }

  @Test
  void everySlugOfAFailureIsThere() {
    var slugs = document.root().at("/components/schemas/Problem/properties/type/enum");
    assertThat(slugs.valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProblemType.values()).map(ProblemType::slug).toList());
    each((call, _) ->
        assertThat(call.operation().path("responses").propertyNames())
            .as(call.id())
            .contains("401", "429", "503"));
  }

  private static String goodCode(HandlerMethod handler) {
    var fixed = handler.getMethodAnnotation(ResponseStatus.class);
    if (fixed != null) {
      return Integer.toString(fixed.value().value());
    }
    return handler.getMethod().getReturnType() == ResponseEntity.class ? "20[012]" : "200";
  }

  private static Optional<Class<?>> body(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .filter(one -> one.hasParameterAnnotation(RequestBody.class))
        .<Class<?>>map(MethodParameter::getParameterType)
        .filter(type -> type != byte[].class)
        .findFirst();
  }

  private void same(String where, JsonNode schema, Type type) {
    var resolved = document.resolved(schema);
    if (type instanceof ParameterizedType list) {
      if (Iterable.class.isAssignableFrom((Class<?>) list.getRawType())) {
        same(where + "[]", resolved.path("items"), list.getActualTypeArguments()[0]);
      }
      return;
    }
    if (!(type instanceof Class<?> record) || !record.isRecord()) {
      return;
    }
    var inner =
        resolved.has("oneOf")
            ? document.resolved(resolved.path("oneOf").path(0))
            : resolved.has("allOf") ? document.resolved(resolved.path("allOf").path(0)) : resolved;
    assertThat(inner.path("properties").propertyNames())
        .as(where)
        .containsExactlyElementsOf(
            Stream.of(record.getRecordComponents()).map(OpenApiTests::name).toList());
    for (var component : record.getRecordComponents()) {
      var name = name(component);
      same(where + "." + name, inner.path("properties").path(name), component.getGenericType());
    }
  }

  private static String name(RecordComponent component) {
    var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  private static Type unwrapped(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == ResponseEntity.class
        ? generic.getActualTypeArguments()[0]
        : type;
  }

  private static Set<String> parameters(HandlerMethod handler) {
    var read = new TreeSet<String>();
    for (var parameter : handler.getMethod().getParameters()) {
      if (has(parameter, PathVariable.class)) {
        read.add("path " + parameter.getName());
      } else if (has(parameter, RequestParam.class) && parameter.getType() != Map.class) {
        read.add("query " + parameter.getName());
      } else if (has(parameter, ModelAttribute.class)) {
        Stream.of(parameter.getType().getRecordComponents())
            .forEach(one -> read.add("query " + one.getName()));
      } else if (has(parameter, RequestHeader.class)) {
        assertThat(parameter.getAnnotation(RequestHeader.class).name())
            .isEqualTo(RepeatedCalls.HEADER);
      }
    }
    return read;
  }

  private static boolean has(Parameter parameter, Class<? extends Annotation> annotation) {
    return parameter.isAnnotationPresent(annotation);
  }

  private interface Comparison {
    void of(ApiDocument.Call call, HandlerMethod handler);
  }

  private void each(Comparison comparison) {
    var described = described();
    handled()
        .forEach((address, handler) -> {
          var call = described.get(address);
          assertThat(call).as(address).isNotNull();
          comparison.of(Objects.requireNonNull(call), handler);
        });
  }

  private Map<String, ApiDocument.@Nullable Call> described() {
    var calls = new TreeMap<String, ApiDocument.@Nullable Call>();
    for (var call : document.calls()) {
      var server = call.operation().at("/servers/0/url").asString(BASE).replaceAll("/$", "");
      calls.put(call.method() + " " + server + call.path(), call);
    }
    return calls;
  }

  private Map<String, HandlerMethod> handled() {
    var found = new TreeMap<String, HandlerMethod>();
    handlers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          for (var pattern : mapping.getPatternValues()) {
            if (ROADS.stream().anyMatch(pattern::startsWith)) {
              for (var method : new ArrayList<>(mapping.getMethodsCondition().getMethods())) {
                found.put(method + " " + pattern, handler);
              }
            }
          }
        });
    return found;
  }
}
