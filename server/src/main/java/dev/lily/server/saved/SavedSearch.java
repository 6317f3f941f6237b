package dev.lily.server.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Atlas's AtlasUserSavedSearch.
 *
 * @param searchType always BASIC: the query language of ADVANCED is not spoken here
 * @param searchParameters what {@code POST search/basic} takes
 * @param uiParameters whatever the page that saved it wants to have back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SavedSearch(
    String guid,
    String ownerName,
    String name,
    String searchType,
    Map<String, @Nullable Object> searchParameters,
    @Nullable String uiParameters) {
  public SavedSearch {
    searchParameters = Collections.unmodifiableMap(new LinkedHashMap<>(searchParameters));
  }
}
