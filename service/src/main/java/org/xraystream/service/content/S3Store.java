package org.xraystream.service.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xraystream.event.ContentReference;
import org.xraystream.model.Sha256;
import org.xraystream.service.settings.InvalidSettingException;
import org.xraystream.service.settings.Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of S3, Amazon's or any other that speaks its API. Whatever it answers but the content or that there is no such
 * key counts as being away: credentials, buckets and clocks are mended by people, and content waits for them. A server
 * that does not let us list the bucket says 403 for a missing key too, so listing must be allowed.
 */
final class S3Store implements ContentStore {

    private static final Pattern ADDRESS =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?([A-Za-z0-9._/-]*)");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final S3Client client;
    private final String bucket;
    private final String folder;
    private final Clock clock;

    private S3Store(S3Client client, String bucket, String folder, Clock clock) {
        this.client = client;
        this.bucket = bucket;
        this.folder = folder;
        this.clock = clock;
    }

    /** The store at an address, reached by the settings below {@code content.s3.}; nothing is asked of it yet. */
    static S3Store at(String address, Settings settings, Clock clock) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new InvalidSettingException("content.store=" + address + ": must be s3://BUCKET/PREFIX/");
        }
        String folder =
                parts.group(2).isEmpty() || parts.group(2).endsWith("/") ? parts.group(2) : parts.group(2) + "/";
        return new S3Store(client(settings), parts.group(1), folder, clock);
    }

    private static S3Client client(Settings settings) {
        Optional<String> endpoint = settings.find("content.s3.endpoint");
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TIMEOUT)
                        .socketTimeout(TIMEOUT))
                .region(Region.of(settings.text("content.s3.region", "us-east-1")))
                .credentialsProvider(credentials(settings))
                // Who needs the content waits and tries again; and its hash is ours to check.
                .overrideConfiguration(overrides -> overrides.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(endpoint.isPresent());
        endpoint.map(S3Store::endpoint).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static URI endpoint(String url) {
        if (!url.matches("https?://[^\\s/?#]+/?")) {
            throw new InvalidSettingException("content.s3.endpoint=" + url + ": must be an http or https address");
        }
        return URI.create(url);
    }

    private static AwsCredentialsProvider credentials(Settings settings) {
        return settings.find("content.s3.access-key")
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key, settings.text("content.s3.secret-key"))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public String prefix() {
        return "s3://" + bucket + "/" + folder;
    }

    @Override
    public ContentReference put(byte[] content) throws IOException {
        String sha256 = Sha256.of(content);
        var key = new ContentKey(LocalDate.now(clock), sha256);
        ask(() -> client.putObject(
                request -> request.bucket(bucket).key(folder + key.path()), RequestBody.fromBytes(content)));
        return new ContentReference(prefix() + key.path(), sha256, (long) content.length);
    }

    @Override
    public InputStream open(URI address) throws IOException {
        String key = address.getPath().substring(1);
        return ask(() -> client.getObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public List<ContentKey> putBefore(LocalDate day) throws IOException {
        return ask(() -> {
            var found = new ArrayList<ContentKey>();
            for (S3Object object : client.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(folder))
                    .contents()) {
                ContentKey.parse(object.key().substring(folder.length()))
                        .filter(key -> key.day().isBefore(day))
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    @Override
    public void delete(ContentKey key) throws IOException {
        ask(() -> client.deleteObject(request -> request.bucket(bucket).key(folder + key.path())));
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> T ask(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (NoSuchKeyException e) {
            throw new ContentMissingException("the content store has no such content");
        } catch (RuntimeException e) {
            // Its own SdkException, but an UncheckedIOException where a server hangs up.
            throw new ContentAwayException(
                    "the content store does not answer: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
