using System.Text.Json;
using Crm.WebApi.Tests.Events;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Journey;

public sealed class JourneyTests
{
    [Fact]
    public async Task A_customer_connects_tiktok_and_receives_leads_while_the_tokens_stay_fresh()
    {
        await using var job = await MainJob.StartAsync();
        var world = job.World;

        var account = await job.ConnectTikTokAsync();
        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{account}/sync/");
        var profile = await world.GetAsync($"/api/integrations/accounts/{account}/tiktok-profile/");
        profile.GetProperty("openId").GetString().ShouldBe(job.OpenId);
        var videos = await job.ReadVideosAsync(account);
        videos.Count.ShouldBeInRange(21, 40);
        videos.ShouldBeUnique();

        await job.RenewTokensAsync(account);

        var (advertiser, webhookUrl) = await job.ConnectAdvertiserAsync();
        using var events = await EventListener.OpenAsync(world.Server.CreateClient(), job.AccessToken);
        var entryId = await job.SubmitLeadAsync(webhookUrl);
        var lead = await job.LeadAsync(submissions: 1);
        ShouldHoldEverything(lead, entryId, advertiser);
        await ShouldHearAsync(events, lead.GetProperty("id").GetString()!);

        await job.SubmitLeadAsync(webhookUrl, times: 2, entryId: entryId);
        // Another one behind them: once it has arrived, they were dealt with.
        await job.SubmitLeadAsync(webhookUrl);
        (await job.LeadAsync(submissions: 2)).GetProperty("submissions").GetArrayLength().ShouldBe(2);
        (await world.GetAsync("/api/v1/leads")).GetProperty("data").GetArrayLength().ShouldBe(1);

        await job.RemoveAuthorizationAsync();
        await job.UntilStatusAsync(account, "disconnected");

        (await world.ConnectAsync(account, job.OpenId))!.ShouldContain("connected=true");
        (await job.IsGrantAliveAsync()).ShouldBeTrue();
        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{account}/disconnect/");
        (await job.IsGrantAliveAsync()).ShouldBeFalse();

        var log = await job.LogAsync(account);
        // Whether a withdrawn authorization still lives is asked with its refresh token: that refusal is its own line.
        log.Where(line => line.Outcome != "ok").Select(line => line.Action).ShouldBe(["refresh"]);
        foreach (var action in (string[])["connect", "sync", "videos", "authorization.removed", "disconnect", "revoke"])
        {
            log.Select(line => line.Action).ShouldContain(action);
        }
    }

    private static void ShouldHoldEverything(JsonElement lead, string entryId, Guid advertiser)
    {
        lead.GetProperty("fullName").GetString().ShouldBe(MainJob.Answers[0].Value);
        lead.GetProperty("email").GetString().ShouldBe(MainJob.LeadEmail);
        lead.GetProperty("phone").GetString().ShouldBe(MainJob.Phone);
        lead.GetProperty("phoneRaw").GetString().ShouldBe(MainJob.PhoneAsTyped);
        var submission = lead.GetProperty("submissions")[0];
        submission.GetProperty("externalId").GetString().ShouldBe(entryId);
        submission.GetProperty("accountId").GetGuid().ShouldBe(advertiser);
        submission.GetProperty("formId").GetString().ShouldBe("6873052183063953667");
        submission.GetProperty("campaign").GetProperty("id").GetString().ShouldBe("1789204571349043");
        submission.GetProperty("adGroup").GetProperty("id").GetString().ShouldBe("7126711421177430275");
        submission.GetProperty("ad").GetProperty("id").GetString().ShouldBe("7126711421177430531");
        submission
            .GetProperty("answers")
            .EnumerateArray()
            .Select(answer => (answer.GetProperty("question").GetString()!, answer.GetProperty("value").GetString()!))
            .ShouldBe(MainJob.Answers);
    }

    private static async Task ShouldHearAsync(EventListener events, string leadId)
    {
        var heard = await events.NextAsync();
        while (heard.Type != "lead.created")
        {
            heard = await events.NextAsync();
        }

        heard.Data.ShouldContain(leadId);
    }
}
