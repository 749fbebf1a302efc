using Crm.Application.ApiTokens;
using Crm.Application.Common;
using Crm.Application.Common.Behaviors;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Identity.TwoFactor;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Calls;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.History;
using Crm.Application.Integrations.LeadSources;
using Crm.Application.Integrations.WebhookEvents;
using Crm.Application.Leads;
using Crm.Application.Leads.Forms;
using Crm.Application.Leads.Proof;
using Crm.Application.Messaging;
using Crm.Application.Publishing;
using Crm.Application.Publishing.Media;
using Crm.Application.Publishing.Reading;
using Crm.Application.Publishing.Sending;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Application.Tenancy.Ledger;
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

        services.AddScoped<IAttentionSource, AccountsInNeed>();
        services.AddScoped<IAttentionSource, AccountsToTidy>();
        services.AddScoped<AccountUses>();
        services.AddScoped<IAttentionSource, DeliveriesInNeed>();
        services.AddScoped<IAttentionSource, FormsInNeed>();
        services.AddScoped<IAttentionSource, UnusedTokens>();
        services.AddScoped<IAttentionSource, LeadsMissing>();
        services.AddScoped<ILeadAccounts, LeadAccounts>();
        services.AddScoped<IAccountCaller, AccountCaller>();
        services.AddScoped<ITenantFacts, TenantFacts>();
        services.AddSingleton<Publishers>();
        services.AddScoped<PostPlanner>();
        services.AddScoped<IAttentionSource, PostsInNeed>();
        services.AddScoped<TargetOrders>();
        services.AddScoped<TargetOutcomes>();
        services.AddScoped<TargetSender>();
        services.AddScoped<TargetLookUp>();
        services.AddScoped<MemberViews>();
        services.AddScoped<InvitationMail>();
        services.AddScoped<InvitationTurns>();
        services.AddScoped<InvitedPerson>();
        services.AddScoped<PasswordProof>();
        services.AddScoped<SecondFactorCheck>();
        services.AddScoped<IEmailConfirmation, EmailConfirmation>();
        services.AddScoped<GuestInput>();
        services.AddScoped<IAccountBalance, AccountBalance>();
        services.AddLeadUseCases();
        services.AddMessaging();
        services.AddScoped<MediaKeeping>();
        services.AddScoped<MediaSight>();
        services.AddScoped<MediaForPosts>();

        return services.Scan(scan =>
            scan.FromAssembliesOf(typeof(ApplicationServices))
                .AddClasses(
                    classes =>
                        classes
                            .AssignableToAny(typeof(IRequestHandler<,>), typeof(IValidator<>), typeof(IEventHandler<>))
                            .Where(type => !IsFixedRules(type)),
                    publicOnly: false
                )
                .AsImplementedInterfaces()
                .WithScopedLifetime()
                // Dear to put together and, once they are, the same for everybody.
                .AddClasses(classes => classes.Where(IsFixedRules), publicOnly: false)
                .AsImplementedInterfaces()
                .WithSingletonLifetime()
        );

        static bool IsFixedRules(Type type) =>
            type.IsAssignableTo(typeof(IValidator)) && type.GetConstructor(Type.EmptyTypes) is not null;
    }
}
