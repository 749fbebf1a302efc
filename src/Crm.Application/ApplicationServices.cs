using Crm.Application.ApiTokens;
using Crm.Application.Common;
using Crm.Application.Common.Behaviors;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Identity.TwoFactor;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.History;
using Crm.Application.Integrations.LeadSources;
using Crm.Application.Integrations.WebhookEvents;
using Crm.Application.Leads;
using Crm.Application.Leads.Forms;
using Crm.Application.Leads.Proof;
using Crm.Application.Tenancy.Members;
using Crm.Application.Venues.HotspotUsers;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Application;

public static class ApplicationServices
{
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));

        services.AddScoped<LeadInput>();
        services.AddScoped<IAttentionSource, AccountsInNeed>();
        services.AddScoped<IAttentionSource, AccountsToTidy>();
        services.AddScoped<AccountUses>();
        services.AddScoped<IAttentionSource, DeliveriesInNeed>();
        services.AddScoped<IAttentionSource, FormsInNeed>();
        services.AddScoped<IAttentionSource, UnusedTokens>();
        services.AddScoped<IAttentionSource, LeadsMissing>();
        services.AddScoped<DayProof>();
        services.AddScoped<MappingRerun>();
        services.AddScoped<ILeadAccounts, LeadAccounts>();
        services.AddScoped<MemberViews>();
        services.AddScoped<InvitationMail>();
        services.AddScoped<InvitationTurns>();
        services.AddScoped<InvitedPerson>();
        services.AddScoped<PasswordProof>();
        services.AddScoped<SecondFactorCheck>();
        services.AddScoped<IEmailConfirmation, EmailConfirmation>();
        services.AddScoped<GuestInput>();

        return services.Scan(scan =>
            scan.FromAssembliesOf(typeof(ApplicationServices))
                .AddClasses(
                    classes =>
                        classes.AssignableToAny(
                            typeof(IRequestHandler<,>),
                            typeof(IValidator<>),
                            typeof(IEventHandler<>)
                        ),
                    publicOnly: false
                )
                .AsImplementedInterfaces()
                .WithScopedLifetime()
        );
    }
}
