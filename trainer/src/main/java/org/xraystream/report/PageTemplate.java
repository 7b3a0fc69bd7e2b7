package org.xraystream.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * A page of HTML with gaps, in Mustache. What fills them is escaped. Pages take in {@code look.css}, so that all of them
 * look alike and need nothing beside them.
 */
public final class PageTemplate {
    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().strictSections(true).withLoader(name -> reader(PageTemplate.class, name));

    private final Template template;

    private PageTemplate(Template template) {
        this.template = template;
    }

    /** The resource of this name beside a class. */
    public static PageTemplate of(Class<?> beside, String name) {
        try (Reader reader = reader(beside, name)) {
            return new PageTemplate(COMPILER.compile(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page, its gaps filled by these names. */
    public String fill(Map<String, Object> values) {
        return template.execute(values);
    }

    private static Reader reader(Class<?> beside, String name) {
        InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name);
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
