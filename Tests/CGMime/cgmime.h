// The door to GMime for tests: what it makes of a message. Only plain types come out, because Swift
// cannot follow GObject's casts.
#ifndef CONVOKE_CGMIME_H
#define CONVOKE_CGMIME_H

#include <stddef.h>

// Declared here and not included: the headers of GLib need compiler flags that SwiftPM refuses to take
// over from pkg-config.
extern void g_mime_init(void);
extern void g_free(void *memory);
extern void g_object_unref(void *object);
extern int g_type_check_instance_is_a(void *instance, size_t type);
extern void *g_mime_stream_mem_new_with_buffer(const char *bytes, size_t count);
extern void *g_mime_parser_new_with_stream(void *stream);
extern void *g_mime_parser_construct_message(void *parser, void *options);
extern const char *g_mime_message_get_subject(void *message);
extern void *g_mime_message_get_addresses(void *message, int type);
extern void *g_mime_object_get_header_list(void *object);
extern int g_mime_header_list_get_count(void *headers);
extern int internet_address_list_length(void *list);
extern void *internet_address_list_get_address(void *list, int index);
extern const char *internet_address_get_name(void *address);
extern const char *internet_address_mailbox_get_addr(void *mailbox);
extern void *g_mime_part_iter_new(void *root);
extern void *g_mime_part_iter_get_current(void *iterator);
extern int g_mime_part_iter_next(void *iterator);
extern void g_mime_part_iter_free(void *iterator);
extern size_t g_mime_part_get_type(void);
extern size_t g_mime_text_part_get_type(void);
extern const char *g_mime_part_get_filename(void *part);
extern char *g_mime_text_part_get_text(void *part);

// GMIME_ADDRESS_TYPE_TO
enum { cgmime_address_to = 3 };

static inline void cgmime_start(void) { g_mime_init(); }

static inline void *cgmime_parse(const unsigned char *bytes, size_t count) {
    void *stream = g_mime_stream_mem_new_with_buffer((const char *)bytes, count);
    void *parser = g_mime_parser_new_with_stream(stream);
    void *message = g_mime_parser_construct_message(parser, (void *)0);
    g_object_unref(parser);
    g_object_unref(stream);
    return message;
}

static inline void cgmime_free(void *message) { g_object_unref(message); }

static inline const char *cgmime_subject(void *message) {
    return g_mime_message_get_subject(message);
}

static inline int cgmime_header_count(void *message) {
    return g_mime_header_list_get_count(g_mime_object_get_header_list(message));
}

static inline void *cgmime_to(void *message) {
    void *to =
        g_mime_message_get_addresses(message, cgmime_address_to);
    return internet_address_list_length(to) == 1 ? internet_address_list_get_address(to, 0) : (void *)0;
}

static inline const char *cgmime_to_name(void *message) {
    void *to = cgmime_to(message);
    return to ? internet_address_get_name(to) : (void *)0;
}

static inline const char *cgmime_to_address(void *message) {
    void *to = cgmime_to(message);
    return to ? internet_address_mailbox_get_addr(to) : (void *)0;
}

// The number-th part that is no container, or (void *)0.
static inline void *cgmime_part(void *message, int number) {
    void *found = (void *)0;
    void *parts = g_mime_part_iter_new(message);
    do {
        void *current = g_mime_part_iter_get_current(parts);
        if (current && g_type_check_instance_is_a(current, g_mime_part_get_type()) && number-- == 0) found = current;
    } while (!found && g_mime_part_iter_next(parts));
    g_mime_part_iter_free(parts);
    return found;
}

static inline const char *cgmime_file_name(void *message, int number) {
    void *part = cgmime_part(message, number);
    return part ? g_mime_part_get_filename(part) : (void *)0;
}

// The decoded text of a part, to be freed.
static inline char *cgmime_text(void *message, int number) {
    void *part = cgmime_part(message, number);
    if (!part || !g_type_check_instance_is_a(part, g_mime_text_part_get_type())) return (void *)0;
    return g_mime_text_part_get_text(part);
}

#endif
