package org.xraystream.demo;

import java.util.Optional;
import org.xraystream.image.EncodedImage;
import org.xraystream.model.Category;

/**
 * A radiograph that the simulated modality sends.
 *
 * @param name where it comes from, for people
 * @param child names the patient
 * @param truth what it shows, where that is known
 * @param image its bytes
 */
public record DemoImage(String name, String child, Optional<Category> truth, EncodedImage image) {}
