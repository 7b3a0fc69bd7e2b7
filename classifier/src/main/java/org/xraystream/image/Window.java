package org.xraystream.image;

import static org.xraystream.gate.RejectionReason.UNREADABLE;

import java.util.OptionalDouble;
import org.xraystream.dicom.DataSet;
import org.xraystream.dicom.Tag;
import org.xraystream.gate.UnacceptableImageException;

/**
 * The range of values that is shown from black to white (PS3.3, C.11.2.1.2 and C.11.2.1.3).
 *
 * @param function how greys are spread over it
 */
record Window(Function function, double center, double width) {
    enum Function {
        LINEAR {
            @Override
            double at(double distance, double width) {
                return width > 1 ? (distance + 0.5) / (width - 1) + 0.5 : distance + 0.5 > 0 ? 1 : 0;
            }
        },
        LINEAR_EXACT {
            @Override
            double at(double distance, double width) {
                return distance / width + 0.5;
            }
        },
        SIGMOID {
            @Override
            double at(double distance, double width) {
                return 1 / (1 + Math.exp(-4 * distance / width));
            }
        };

        /** @param distance from the window's centre */
        abstract double at(double distance, double width);
    }

    /** The first window of a data set, which must have a centre. */
    static Window of(DataSet dataSet) throws UnacceptableImageException {
        OptionalDouble center = dataSet.decimal(Tag.WINDOW_CENTER);
        OptionalDouble width = dataSet.decimal(Tag.WINDOW_WIDTH);
        Function function = switch (dataSet.text(Tag.VOI_LUT_FUNCTION).orElse("LINEAR")) {
            case "LINEAR" -> Function.LINEAR;
            case "LINEAR_EXACT" -> Function.LINEAR_EXACT;
            case "SIGMOID" -> Function.SIGMOID;
            default -> throw damaged("of an unknown function");
        };
        double least = function == Function.LINEAR ? 1 : Double.MIN_VALUE;
        if (center.isEmpty() || width.isEmpty() || width.getAsDouble() < least) {
            throw damaged("without a width");
        }
        return new Window(function, center.getAsDouble(), width.getAsDouble());
    }

    /** From 0 for black to 1 for white. */
    double at(double value) {
        return Math.max(0, Math.min(1, function.at(value - center, width)));
    }

    private static UnacceptableImageException damaged(String how) {
        return new UnacceptableImageException(UNREADABLE, "DICOM damaged: a window " + how);
    }
}
