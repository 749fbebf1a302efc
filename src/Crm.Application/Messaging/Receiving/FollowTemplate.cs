using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Receiving;

/// <summary>Approved does not stay approved: the next message already knows. One that is new here comes with the next sync.</summary>
internal sealed class FollowTemplate(IMessagingDb db) : IEventHandler<TemplateJudged>
{
    public async Task HandleAsync(TemplateJudged happened, CancellationToken cancellationToken)
    {
        var template = await db.MessageTemplates.SingleOrDefaultAsync(
            row =>
                row.AccountId == happened.AccountId && row.Name == happened.Name && row.Language == happened.Language,
            cancellationToken
        );
        template?.JudgeAnew(happened.Status, happened.Reason);
        if (template is null)
        {
            var sync = await db.TemplateSyncs.SingleOrDefaultAsync(
                row => row.AccountId == happened.AccountId,
                cancellationToken
            );
            sync?.Forget();
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
