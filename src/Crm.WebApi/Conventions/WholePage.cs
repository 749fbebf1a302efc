using System.Text.Json;
using Crm.Application.Common;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Crm.WebApi.Conventions;

/// <summary>
/// A page, written in one piece. The framework's own writer is made for answers without an end, stops every 14 kB to send what there
/// is, and must be able to go on from anywhere; a page has at most two hundred rows.
/// </summary>
internal sealed class WholePage(IPage page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var body = httpContext.Response.BodyWriter;
        await using (var json = new Utf8JsonWriter(body, new() { Encoder = options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(json, page, page.GetType(), options);
        }

        // Also where somebody before us has put another stream in the answer's place, which nobody flushes.
        await httpContext.Response.CompleteAsync();
    }
}
