using System.Diagnostics;
using Crm.WebApi.Errors;
using OpenTelemetry;

namespace Crm.WebApi.Telemetry;

/// <summary>Takes out of spans what an address may carry: codes and states in queries, account keys in paths.</summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var name in (string[])["url.query", "http.target", "http.url"])
        {
            data.SetTag(name, null);
        }

        if (data.GetTagItem("url.full") is string full)
        {
            data.SetTag("url.full", full.Split('?', 2)[0]);
        }

        if (data.GetTagItem("url.path") is string path)
        {
            data.SetTag("url.path", MaskedPath.Of(path));
        }
    }
}
