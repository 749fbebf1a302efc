using System.Text.Json;
using System.Text.Unicode;
using Crm.WebApi.Conventions;
using Crm.WebApi.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Json;

/// <summary>
/// Reads a JSON body whole before it is bound: text that PostgreSQL cannot store is refused here once for every route,
/// and a body that cannot be bound is looked at again, so that every fault in it is named.
/// </summary>
internal sealed class JsonBodyCheck(RequestDelegate next, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<ForeignCaller>() is null
        && endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { RequestType: { } type } accepts
        && accepts.ContentTypes.Contains("application/json", StringComparer.OrdinalIgnoreCase)
        && !(accepts.IsOptional && IsAbsent(context))
        && !(accepts.ContentTypes.Count > 1 && !IsJson(context.Request))
            ? CheckAsync(context, type)
            : next(context);

    private async Task CheckAsync(HttpContext context, Type type)
    {
        if (!IsUtf8Json(context.Request))
        {
            await ProblemWriter.WriteAsync(context, "unsupported_media_type");
            return;
        }

        var body = await BufferedBody.ReadAsync(context.Request, context.RequestAborted);
        body.SkipByteOrderMark();
        try
        {
            await CheckAsync(context, type, body);
        }
        finally
        {
            body.Release();
        }
    }

    private async Task CheckAsync(HttpContext context, Type type, BufferedBody body)
    {
        if (Refuse(body.Bytes) is { } refused)
        {
            await ProblemWriter.WriteAsync(context, refused);
            return;
        }

        context.Request.Body = body.OpenRead();
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (exception.InnerException is JsonException)
        {
            await ProblemWriter.WriteAsync(
                context,
                JsonFaults.Describe(body.Bytes, type, json.Value.SerializerOptions)
            );
        }
    }

    private static Problem? Refuse(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        if (bytes.IsEmpty)
        {
            return Malformed(MemberTexts.Say("reason_empty"));
        }

        if (bytes.Trim(" \t\r\n"u8).SequenceEqual("null"u8))
        {
            return Problem.Invalid("body", MemberTexts.Say("member_object"));
        }

        if (!Utf8.IsValid(bytes))
        {
            return Malformed(MemberTexts.Say("reason_encoding"));
        }

        return TextFaults.MayHave(bytes) && TextFaults.Find(bytes) is { Count: > 0 } faults
            ? Problem.Invalid(faults)
            : null;
    }

    internal static Problem Malformed(string reason) => new("malformed_request") { Values = [("reason", reason)] };

    private static bool IsAbsent(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    /// <summary>For a route that takes other bodies too.</summary>
    internal static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8Json(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
