package probe;
// What the code service keeps of a code, for the token service of a test: the real ones share it in memory.
import com.networknt.config.Config;
import com.networknt.handler.LightHttpHandler;
import com.networknt.oauth.cache.CacheStartupHookProvider;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

public class Stored implements LightHttpHandler {
    @Override public void handleRequest(HttpServerExchange x) throws Exception {
        Object stored = CacheStartupHookProvider.hz.getMap("codes").get(x.getQueryParameters().get("code").getFirst());
        x.setStatusCode(stored == null ? 404 : 200);
        x.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        x.getResponseSender().send(Config.getInstance().getMapper().writeValueAsString(stored));
    }
}
